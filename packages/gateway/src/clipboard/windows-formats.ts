import {
  type ClipboardFormatName,
  FILE_CONTENTS_FORMAT,
  FILE_LIST_FORMAT,
  findNamedFormat,
  StandardFormat,
} from "@passerelle/rdp";
import type { ClipboardFormat } from "@passerelle/tunnel";

/** How the desktop has a kind of contents: the number to ask for, and what comes. */
interface Rendering<Kind extends string> {
  readonly id: number;
  readonly as: Kind;
}

/** What of a desktop's clipboard is understood. */
export interface CopiedFormats {
  readonly text?: Rendering<"unicode" | "ansi">;
  readonly html?: Rendering<"cf-html">;
  /** The best first: some desktops list what they cannot give. */
  readonly image?: readonly Rendering<"png" | "dib">[];
  readonly files?: Rendering<"file-list">;
}

const HTML_FORMAT = "HTML Format";
const PNG_FORMAT = "PNG";

/** The best of each kind in a desktop's list of formats. */
export function understood(list: readonly ClipboardFormatName[]): CopiedFormats {
  const named = <Kind extends string>(name: string, as: Kind): Rendering<Kind> | undefined => {
    const id = findNamedFormat(list, name);
    return id === undefined ? undefined : { id, as };
  };
  const standard = <Kind extends string>(id: number, as: Kind): Rendering<Kind> | undefined =>
    list.some((format) => format.id === id) ? { id, as } : undefined;
  const text = standard(StandardFormat.UnicodeText, "unicode") ?? standard(StandardFormat.Text, "ansi");
  const html = named(HTML_FORMAT, "cf-html");
  const image = [
    named(PNG_FORMAT, "png"),
    standard(StandardFormat.DibV5, "dib"),
    standard(StandardFormat.Dib, "dib"),
  ].filter((rendering) => rendering !== undefined);
  const files = named(FILE_LIST_FORMAT, "file-list");
  return { ...(text && { text }), ...(html && { html }), ...(image.length > 0 && { image }), ...(files && { files }) };
}

/** What the desktop may ask for of a page's clipboard. Formats with names have numbers of our choice. */
const RENDERINGS = [
  { id: StandardFormat.UnicodeText, name: "", of: "text", as: "unicode" },
  { id: 0xc001, name: HTML_FORMAT, of: "html", as: "cf-html" },
  { id: 0xc002, name: PNG_FORMAT, of: "image", as: "png" },
  { id: StandardFormat.DibV5, name: "", of: "image", as: "dib-v5" },
  { id: StandardFormat.Dib, name: "", of: "image", as: "dib" },
  { id: 0xc003, name: FILE_LIST_FORMAT, of: "files", as: "file-list" },
  { id: 0xc004, name: FILE_CONTENTS_FORMAT, of: "files", as: "file-contents" },
] as const;

/** The list of formats for what a page has. */
export function formatsFor(kinds: readonly (ClipboardFormat | "files")[]): ClipboardFormatName[] {
  return RENDERINGS.filter(({ of }) => kinds.includes(of)).map(({ id, name }) => ({ id, name }));
}

/** What a number of `formatsFor` stands for. */
export function renderingOf(format: number): (typeof RENDERINGS)[number] | undefined {
  return RENDERINGS.find(({ id }) => id === format);
}
