/**
 * The fragment in the clipboard format "HTML Format" (CF_HTML): a header of lines with offsets in bytes, then HTML in UTF-8. Where the
 * offsets are wrong it is taken from between the comments that mark it, and without those, all HTML is given.
 */
export declare function decodeHtmlFormat(data: Uint8Array): string;
/** @param fragment HTML without `html` and `body` */
export declare function encodeHtmlFormat(fragment: string): Uint8Array;
