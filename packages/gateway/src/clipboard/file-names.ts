/** What Windows does not take in a name, and what shows a name as another one: controls and changes of direction. */
const UNWANTED = /[<>:"|?*\p{Cc}\p{Bidi_Control}]/gu;
/** Devices, whatever follows the dot. */
const DEVICE = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i;
/** Characters that a name keeps, so that every file system takes it. */
const LONGEST = 120;

/** A relative path that leads nowhere but down, in names that every system takes, with `/` between them. Takes both slashes. */
export function safePath(path: string): string {
  const names = path.split(/[\\/]+/).filter((name) => name !== "" && name !== ".");
  return names.map(safeName).join("/") || "_";
}

function safeName(name: string): string {
  const clean = name
    .toWellFormed()
    .replaceAll(UNWANTED, "_")
    .replace(/(?<![. ])[. ]+$/, "_");
  const short = clean.length <= LONGEST ? clean : shortened(clean);
  return DEVICE.test(short) ? `_${short}` : short;
}

/** Keeps the extension. */
function shortened(name: string): string {
  const dot = name.lastIndexOf(".");
  const extension = dot > 0 && name.length - dot <= 16 ? name.slice(dot) : "";
  return (name.slice(0, LONGEST - extension.length) + extension).toWellFormed();
}
