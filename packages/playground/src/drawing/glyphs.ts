/** How text looks: in cells of `width` by `height` pixels. */
export interface GlyphStyle {
  /** How often each glyph is doubled. */
  readonly doublings: number;
  readonly bold: boolean;
  readonly width: number;
  readonly height: number;
}

const GLYPH_WIDTH = 5;
const CELL_WIDTH = 6;
const CELL_HEIGHT = 12;
/** Rows above the body for the accents of capitals. */
const BODY_TOP = 3;
const CAPITAL_ACCENT_TOP = 0;
const SMALL_ACCENT_TOP = 2;
const CEDILLA_TOP = 10;

export const SMALL_TEXT = style(0, false);
export const TEXT = style(1, false);
export const BOLD_TEXT = style(1, true);

function style(doublings: number, bold: boolean): GlyphStyle {
  return { doublings, bold, width: CELL_WIDTH << doublings, height: CELL_HEIGHT << doublings };
}

/** Rows from the top, a digit of base 32 each: its five bits are the pixels, the highest one at the left. */
const BODIES: Readonly<Record<string, string>> = {
  ...alphabet(
    "!\"#$%&'()*+,-./",
    "4444404 aaa0000 aavavaa 4fke5u4 op248j3 cik8lid 4480000 2488842 8422248 04lel40 044v440 00000c48 000v000 00000cc 01248g0",
  ),
  ...alphabet("0123456789", "ehjlphe 4c4444e eh1248v v2421he 26aiv22 vgu11he 68guhhe v124888 ehhehhe ehhf12c"),
  ...alphabet(":;<=>?@", "0cc0cc0 0cc0c48 248g842 00v0v00 8421248 eh12404 eh1dlle"),
  ...alphabet(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ehhvhhh uhhuhhu ehggghe sihhhis vgguggv vgguggg ehgnhhf hhhvhhh e44444e 72222ic hikokih ggggggv hrllhhh hhpljhh " +
      "ehhhhhe uhhuggg ehhhlid uhhukih fgge11u v444444 hhhhhhe hhhhha4 hhhllla hha4ahh hhha444 v1248gv",
  ),
  ...alphabet("[\\]^_`", "e88888e 0g84210 e22222e 4ah0000 0000000v 8420000"),
  ...alphabet(
    "abcdefghijklmnopqrstuvwxyz",
    "00e1fhf ggmphhu 00egghe 11djhhf 00ehvge 698s888 00fhhhf1e ggmphhh 40c444e 2062222ic ggikoki c44444e 00qllll " +
      "00mphhh 00ehhhe 00uhhhugg 00fhhhf11 00mpggg 00fge1u 88s8896 00hhhjd 00hhha4 00hhlla 00ha4ah 00hhhhf1e 00v248v",
  ),
  ...alphabet("{|}~", "2448442 4444444 8442448 008l200"),
  ...alphabet(
    "œæŒÆ€«»°’–—…£ı",
    "00alnkb 00q5fkf fkkmkkf fkkukkn 69s8s96 005aka5 00ka5ak 4a40000 4480000 000v000 000v000 00000ll 698s88v 00c444e",
  ),
};

/** Combining grave, acute, circumflex, tilde, diaeresis. */
const ACCENTS: Readonly<Record<string, string>> = alphabet("\u0300\u0301\u0302\u0303\u0308", "84 24 4a dm a0");
const CEDILLA = "\u0327";
const CEDILLA_ROWS = "48";
const UNKNOWN = "vhhhhhv";

function alphabet(characters: string, bodies: string): Record<string, string> {
  const rows = bodies.split(" ");
  return Object.fromEntries([...characters].map((character, index) => [character, rows[index] ?? UNKNOWN]));
}

const made = new Map<GlyphStyle, Map<string, readonly number[]>>();

/** The rows of a character's cell from the top; the lowest bit of each is the pixel at the left. */
export function glyphRows(character: string, style: GlyphStyle): readonly number[] {
  const glyphs = made.get(style) ?? new Map<string, readonly number[]>();
  made.set(style, glyphs);
  let rows = glyphs.get(character);
  if (!rows) {
    rows = makeGlyph(character, style);
    glyphs.set(character, rows);
  }
  return rows;
}

function makeGlyph(character: string, { doublings, bold }: GlyphStyle): readonly number[] {
  let rows = drawCell(character);
  for (let count = 0; count < doublings; count++) rows = doubled(rows, CELL_WIDTH << count);
  return bold ? rows.map((row) => row | (row << 1)) : rows;
}

function drawCell(character: string): number[] {
  const cell = new Array<number>(CELL_HEIGHT).fill(0);
  if (character === " ") return cell;
  const [letter = "", ...marks] = character.normalize("NFD");
  const base = letter === "i" && marks.length > 0 ? "ı" : letter;
  place(cell, BODIES[base] ?? UNKNOWN, BODY_TOP);
  for (const mark of marks) {
    if (mark === CEDILLA) place(cell, CEDILLA_ROWS, CEDILLA_TOP);
    else place(cell, ACCENTS[mark] ?? "", letter === letter.toUpperCase() ? CAPITAL_ACCENT_TOP : SMALL_ACCENT_TOP);
  }
  return cell;
}

function place(cell: number[], digits: string, top: number): void {
  for (const [index, digit] of [...digits].entries()) {
    const bits = Number.parseInt(digit, 32);
    for (let column = 0; column < GLYPH_WIDTH; column++) {
      if ((bits >> (GLYPH_WIDTH - 1 - column)) & 1) cell[top + index] = (cell[top + index] ?? 0) | (1 << column);
    }
  }
}

/** Twice the size, with steps of diagonals rounded off: a corner takes its two neighbours' side where they agree. */
function doubled(rows: readonly number[], width: number): number[] {
  const at = (x: number, y: number) => ((rows[y] ?? 0) >> x) & 1;
  return rows.flatMap((_, y) => {
    let upper = 0;
    let lower = 0;
    for (let x = 0; x < width; x++) {
      const [here, up, down, left, right] = [at(x, y), at(x, y - 1), at(x, y + 1), at(x - 1, y), at(x + 1, y)];
      const corner = (a: number, b: number, oppositeA: number, oppositeB: number) =>
        a === b && a !== oppositeB && b !== oppositeA ? a : here;
      upper |= (corner(left, up, right, down) << (x * 2)) | (corner(right, up, left, down) << (x * 2 + 1));
      lower |= (corner(left, down, right, up) << (x * 2)) | (corner(right, down, left, up) << (x * 2 + 1));
    }
    return [upper, lower];
  });
}
