import type { Canvas, Color } from "../drawing/canvas.ts";
import { TEXT } from "../drawing/glyphs.ts";
import { contains } from "../drawing/rect.ts";
import { type Pointer, SYSTEM_POINTER } from "../graphics/pointers.ts";
import { TEXT_POINTER } from "./brush-pointer.ts";
import type { TextEdit } from "./keyboard.ts";
import { type Invalidate, Window } from "./window.ts";

const INK: Color = 0xff20242e;
const HINT_INK: Color = 0xffa09a8c;
const CARET_COLOR: Color = 0xff3b6fd1;
const LINE: Color = 0xffe4e0d6;
const PADDING = 16;
const LINE_HEIGHT = 30;
const CARET = "\u0000";
const TAB = "    ";
const MOST_CHARACTERS = 5000;
const HINT = "Type something";

/** A note pad: what is typed appears at its end. */
export class NotesWindow extends Window {
  #text = "";

  constructor(invalidate: Invalidate) {
    super("Notes", invalidate);
  }

  get text(): string {
    return this.#text;
  }

  edit(edit: TextEdit): void {
    const before = this.#rows();
    if (edit.kind === "erase") this.#text = [...this.#text].slice(0, -1).join("");
    else this.#text = (this.#text + edit.text.replace("\t", TAB)).slice(-MOST_CHARACTERS);
    const after = this.#rows();
    for (let row = 0; row < Math.max(before.length, after.length); row++) {
      this.#invalidateRow(row, before[row] ?? [], after[row] ?? []);
    }
  }

  override pointerAt(x: number, y: number): Pointer {
    return contains(this.body, x, y) ? TEXT_POINTER : SYSTEM_POINTER;
  }

  protected override drawBody(canvas: Canvas): void {
    const { x, y, width, height } = this.body;
    for (let line = y + PADDING + LINE_HEIGHT - 3; line < y + height - 4; line += LINE_HEIGHT) {
      canvas.fill({ x: x + PADDING, y: line, width: width - PADDING * 2, height: 1 }, LINE);
    }
    if (this.#text === "") canvas.text(x + PADDING + TEXT.width, y + PADDING, HINT, HINT_INK, TEXT);
    for (const [index, row] of this.#rows().entries()) {
      const top = y + PADDING + index * LINE_HEIGHT;
      for (const [column, character] of row.entries()) {
        const left = x + PADDING + column * TEXT.width;
        if (character === CARET) canvas.fill({ x: left, y: top, width: 2, height: TEXT.height }, CARET_COLOR);
        else canvas.text(left, top, character, INK, TEXT);
      }
    }
  }

  /** The characters of each line that fits, and the caret after the last. */
  #rows(): string[][] {
    const { width, height } = this.body;
    const columns = Math.max(Math.floor((width - PADDING * 2) / TEXT.width), 1);
    const lines = Math.max(Math.floor((height - PADDING * 2) / LINE_HEIGHT), 1);
    const rows: string[][] = [[]];
    for (const character of this.#text + CARET) {
      const row = rows.at(-1) as string[];
      if (character === "\n") rows.push([]);
      else if (row.length < columns) row.push(character);
      else rows.push([character]);
    }
    return rows.slice(-lines);
  }

  /** Has drawn again what differs, but for the hint, which goes as a whole. */
  #invalidateRow(row: number, before: readonly string[], after: readonly string[]): void {
    const { x, y, width } = this.body;
    const top = y + PADDING + row * LINE_HEIGHT;
    if (row === 0 && (this.#text.length <= 1 || before.length === 1)) {
      this.invalidate({ x, y: top, width, height: TEXT.height });
      return;
    }
    const length = Math.max(before.length, after.length);
    for (let column = 0; column < length; column++) {
      if (before[column] === after[column]) continue;
      this.invalidate({ x: x + PADDING + column * TEXT.width, y: top, width: TEXT.width, height: TEXT.height });
    }
  }
}
