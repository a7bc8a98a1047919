/** Characters that what is looked for may have: they are kept from one piece to the next. */
const OVERLAP = 64;
const PAGE = /\/Type\s{0,16}\/Page(?![A-Za-z])/g;
const COMPRESSED = /\/Type\s{0,16}\/ObjStm/;

/**
 * Counts the pages of a PDF, without reading it as one. Undefined where objects are compressed (ISO 32000-1, 7.5.7), for pages may be
 * among them.
 */
export async function countPages(pieces: AsyncIterable<Buffer>): Promise<number | undefined> {
  let text = "";
  let pages = 0;
  for await (const piece of pieces) {
    text += piece.toString("latin1");
    if (COMPRESSED.test(text)) return undefined;
    const settled = Math.max(0, text.length - OVERLAP);
    pages += matchesBefore(text, settled);
    text = text.slice(settled);
  }
  pages += matchesBefore(text, text.length);
  return pages > 0 ? pages : undefined;
}

/** Those that begin before `end`. */
function matchesBefore(text: string, end: number): number {
  return [...text.matchAll(PAGE)].filter(({ index }) => index < end).length;
}
