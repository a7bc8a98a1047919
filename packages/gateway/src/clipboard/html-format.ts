/** Long enough for the headers that there are. */
const MOST_HEADER = 4096;
const START_MARK = "<!--StartFragment-->";
const END_MARK = "<!--EndFragment-->";
const BEFORE = `<html>\r\n<body>\r\n${START_MARK}`;
const AFTER = `${END_MARK}\r\n</body>\r\n</html>`;

/**
 * The fragment in the clipboard format "HTML Format" (CF_HTML): a header of lines with offsets in bytes, then HTML in UTF-8. Where the
 * offsets are wrong it is taken from between the comments that mark it, and without those, all HTML is given.
 */
export function decodeHtmlFormat(data: Uint8Array): string {
  const end = data.indexOf(0);
  const bytes = Buffer.from(data.buffer, data.byteOffset, end < 0 ? data.length : end);
  const header = bytes.toString("latin1", 0, MOST_HEADER);
  const fragment = between(bytes, header, "Fragment");
  if (fragment !== undefined) return fragment.toString();
  const html = (between(bytes, header, "HTML") ?? bytes.subarray(Math.max(header.indexOf("<"), 0))).toString();
  return marked(html) ?? html;
}

/** What is between the first mark of a beginning and the last one of an end. Each is looked for once: in one pattern it would take forever. */
function marked(html: string): string | undefined {
  const start = /<!--\s*StartFragment\s*-->/i.exec(html);
  if (!start) return undefined;
  const rest = html.slice(start.index + start[0].length);
  const end = [...rest.matchAll(/<!--\s*EndFragment\s*-->/gi)].at(-1);
  return end && rest.slice(0, end.index);
}

/** @param fragment HTML without `html` and `body` */
export function encodeHtmlFormat(fragment: string): Uint8Array {
  const body = Buffer.from(fragment.replaceAll("\0", ""));
  const startHtml = header(0, 0, 0, 0).length;
  const start = startHtml + BEFORE.length;
  const end = start + body.length;
  const head = header(startHtml, end + AFTER.length, start, end);
  return Buffer.concat([Buffer.from(head + BEFORE), body, Buffer.from(`${AFTER}\0`)]);
}

function header(startHtml: number, endHtml: number, startFragment: number, endFragment: number): string {
  const lines = Object.entries({
    StartHTML: startHtml,
    EndHTML: endHtml,
    StartFragment: startFragment,
    EndFragment: endFragment,
  }).map(([name, offset]) => `${name}:${String(offset).padStart(10, "0")}\r\n`);
  return `Version:0.9\r\n${lines.join("")}`;
}

/** What is between two offsets of the header; undefined when they are not within the data, and in order. */
function between(bytes: Buffer, head: string, part: "Fragment" | "HTML"): Buffer | undefined {
  const offset = (edge: string) => {
    const [, digits] = new RegExp(`^${edge}${part}:\\s*(\\d{1,10})\\s*$`, "im").exec(head) ?? [];
    return digits === undefined ? -1 : Number(digits);
  };
  const start = offset("Start");
  const end = offset("End");
  return start > 0 && start <= end && end <= bytes.length ? bytes.subarray(start, end) : undefined;
}
