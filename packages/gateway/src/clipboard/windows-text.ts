const utf16 = new TextDecoder("utf-16le", { ignoreBOM: true });
const cp1252 = new TextDecoder("windows-1252");

/** CF_UNICODETEXT: UTF-16LE up to a NUL. */
export function decodeUnicodeText(data: Uint8Array): string {
  return untilNul(utf16.decode(data.subarray(0, data.length & ~1)));
}

/** CF_TEXT, taken for Windows-1252, up to a NUL. */
export function decodeAnsiText(data: Uint8Array): string {
  return untilNul(cp1252.decode(data));
}

/** CF_UNICODETEXT with its NUL. A NUL in the text would hide the rest from Windows, and is left out. */
export function encodeUnicodeText(text: string): Uint8Array {
  return Buffer.from(`${text.replaceAll("\0", "")}\0`, "utf16le");
}

/** Ends lines as `normalize-clipboard` says. */
export function withNewlines(text: string, newlines: "preserve" | "unix" | "windows"): string {
  if (newlines === "preserve") return text;
  return text.replaceAll(/\r\n?|\n/g, newlines === "unix" ? "\n" : "\r\n");
}

function untilNul(text: string): string {
  const end = text.indexOf("\0");
  return end < 0 ? text : text.slice(0, end);
}
