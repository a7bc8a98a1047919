/** What a clipboard may hold, as the page knows it. `image` is PNG, `html` a fragment in UTF-8. */
export type ClipboardFormat = "text" | "html" | "image";
export const CLIPBOARD_FORMATS = ["text", "html", "image"] as const satisfies readonly ClipboardFormat[];

/** JSON payload of `DeviceDown.ClipboardState`. */
export interface ClipboardState {
  /** `waiting`: the desktop has not offered its clipboard yet; `failed`: it broke the protocol and is ignored from now on. */
  readonly state: "waiting" | "ready" | "failed";
}

/** A file or folder in a clipboard; folders come before what is in them. */
export interface ClipboardFile {
  /** Relative, with `/` between names. */
  readonly path: string;
  readonly isFolder: boolean;
  /** Bytes; 0 for a folder. */
  readonly size: number;
  /** Epoch milliseconds. */
  readonly modified?: number;
}

/**
 * JSON payload of `DeviceDown.ClipboardOffer`: the desktop's clipboard. Fetch it:
 *   GET api/passerelle/sessions/{session}/clipboard/{offer}/{format} gives text/plain, text/html or image/png
 *   GET api/passerelle/sessions/{session}/clipboard/{offer}/files/{index} gives a file, with Content-Length
 *   GET api/passerelle/sessions/{session}/clipboard/{offer}/files gives all of them as a ZIP
 * 410 when the desktop has copied something else meanwhile (a file whose download has begun goes on where the desktop keeps it), 413 when it
 * is longer than the policy allows, 502 when it is damaged, 504 when the desktop does not give it. Guests fetch from
 * api/passerelle/guests/{guest}/clipboard/..., with the link's key in the header `Passerelle-Share-Key`, and get no files.
 */
export interface ClipboardOffer {
  /** Counts up with each copy. */
  readonly offer: number;
  /** Empty, and no files: there is nothing. */
  readonly formats: readonly ClipboardFormat[];
  /** The text itself, where it has at most `MOST_INLINE_TEXT` bytes of UTF-8. */
  readonly text?: string;
  readonly files?: readonly ClipboardFile[];
}

export const MOST_INLINE_TEXT = 32 * 1024;

/**
 * JSON payload of `DeviceUp.ClipboardHas`: this computer's clipboard. Text that is no longer than `MOST_INLINE_TEXT` is in it; the rest is
 * asked for with `ClipboardWanted` when the desktop pastes it.
 */
export interface ClipboardHas {
  /** Counts up with each one. */
  readonly offer: number;
  readonly formats: readonly ClipboardFormat[];
  readonly text?: string;
  readonly files?: readonly ClipboardFile[];
}

/**
 * JSON payload of `DeviceDown.ClipboardTaken`: the desktop has confirmed its list of formats ([MS-RDPECLIP] 2.2.3.2), so that what is
 * pasted from now on is this offer. The page holds Ctrl+V back until then.
 */
export interface ClipboardTaken {
  readonly offer: number;
}

/**
 * JSON payload of `DeviceDown.ClipboardWanted`. Answered by
 *   PUT api/passerelle/sessions/{session}/clipboard/wanted/{request} with the bytes: of the format, or of the file from `offset` to its end
 * (the gateway may hang up once it has enough), or by `ClipboardGone`. Guests send to api/passerelle/guests/{guest}/clipboard/wanted/{request}.
 */
export type ClipboardWanted = { readonly request: number; readonly offer: number } & (
  | { readonly format: ClipboardFormat }
  | { readonly file: number; readonly offset: number }
);

/** JSON payload of `DeviceUp.ClipboardGone`: it is not there any more, or may not be read. */
export interface ClipboardGone {
  readonly request: number;
}

/** JSON payload of `DeviceDown.ClipboardFailed`: something was not copied or pasted. */
export interface ClipboardFailed {
  readonly direction: "copy" | "paste";
  readonly what: ClipboardFormat | "files";
  /**
   * `too-long`: over the limit of the policy; `not-allowed`: by the policy; `no-answer`: the desktop, or the page, said that it gives
   * none, or is gone; `timed-out`: the desktop said nothing.
   */
  readonly reason: "too-long" | "not-allowed" | "no-answer" | "timed-out" | "unreadable";
  /** Bytes that it has, where that is known. */
  readonly length?: number;
}
