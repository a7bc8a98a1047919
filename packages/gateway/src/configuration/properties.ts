/** A line of a properties file. */
export interface Property {
  readonly name: string;
  readonly value: string;
  /** Where it begins, from 1. */
  readonly line: number;
}

const CONTROL_ESCAPES: Readonly<Record<string, string>> = { t: "\t", n: "\n", r: "\r", f: "\f" };

function withoutEscapes(text: string): string {
  return text.replace(/\\(?:u([0-9A-Fa-f]{4})|(.)|$)/gsu, (_, code?: string, character = "") =>
    code === undefined ? (CONTROL_ESCAPES[character] ?? character) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** An odd number of backslashes at the end: the next line belongs to this one. */
function continues(line: string): boolean {
  return (/\\*$/.exec(line)?.[0].length ?? 0) % 2 === 1;
}

/** Name, then `=`, `:` or blanks, then the value; any of them may be escaped in the name. */
const ENTRY = /^((?:[^\\=:\s]|\\.)*)(?:\s*[=:]\s*|\s+|$)(.*)$/su;

/** Reads the syntax of `java.util.Properties`: comments, continued lines, escapes. */
export function parseProperties(content: string): Property[] {
  const properties: Property[] = [];
  const lines = content.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  for (let index = 0; index < lines.length; index++) {
    const line = index + 1;
    let logical = lines[index].trimStart();
    if (logical === "" || logical.startsWith("#") || logical.startsWith("!")) {
      continue;
    }
    while (continues(logical) && index + 1 < lines.length) {
      index++;
      logical = logical.slice(0, -1) + lines[index].trimStart();
    }
    const [, name = "", value = ""] = ENTRY.exec(logical) ?? [];
    properties.push({ name: withoutEscapes(name), value: withoutEscapes(value), line });
  }
  return properties;
}
