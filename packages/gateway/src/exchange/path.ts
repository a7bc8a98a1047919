/** The group that holds everything, with which Guacamole lets paths begin. */
const ROOT = "ROOT";

/**
 * The names of a path such as `ROOT/Paris/Floor 2`; `\/` is a slash in a name, `\\` a backslash before one. ROOT and slashes
 * at the beginning and the end may be left out.
 */
export function parsePath(text: string): string[] {
  const names = splitEscaped(text, "/").filter((name) => name !== "");
  return names[0] === ROOT ? names.slice(1) : names;
}

/** The path of which `parsePath` gives the names again. */
export function formatPath(names: readonly string[]): string {
  return [ROOT, ...names.map((name) => escaped(name, "/"))].join("/");
}

/** The items of a list such as `first;second`; `\;` is a semicolon in an item. */
export function parseList(text: string): string[] {
  return splitEscaped(text, ";")
    .map((item) => item.trim())
    .filter((item) => item !== "");
}

/** The list of which `parseList` gives the items again. */
export function formatList(items: readonly string[]): string {
  return items.map((item) => escaped(item, ";")).join(";");
}

/** A backslash stands for itself, unless what follows could be taken for an escape. */
function escaped(text: string, separator: string): string {
  return text.replaceAll(/[\\/;]/g, (character) =>
    character === "\\" || character === separator ? `\\${character}` : character,
  );
}

function splitEscaped(text: string, separator: string): string[] {
  const parts: string[] = [];
  let part = "";
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    const next = text[index + 1];
    if (character === "\\" && (next === "\\" || next === separator)) {
      part += next;
      index++;
    } else if (character === separator) {
      parts.push(part);
      part = "";
    } else {
      part += character;
    }
  }
  return [...parts, part];
}
