import { folded } from "../../drives/names.ts";

/** More of these in a pattern would make it slow to compare. */
const MOST_STARS = 16;
const LONGEST_PATTERN = 255;

/**
 * A pattern for names as Windows hands it to file systems ([MS-FSA] 2.1.4.4). Beside `*` and `?` there are those that keep the rules of
 * DOS: `<` as `*`, but only up to the last dot; `>` as `?`, but also nothing before a dot or at the end; `"` as a dot, but also nothing at the end.
 */
export class NamePattern {
  readonly #pattern: string;

  private constructor(pattern: string) {
    this.#pattern = pattern;
  }

  /** Undefined: nobody needs such a pattern. */
  static of(sent: string): NamePattern | undefined {
    const pattern = folded(sent).replace(/\*+/g, "*");
    const stars = pattern.match(/[*<]/g)?.length ?? 0;
    return pattern.length > LONGEST_PATTERN || stars > MOST_STARS ? undefined : new NamePattern(pattern);
  }

  /** It is a name and nothing else. */
  get isPlain(): boolean {
    return !/[*?<>"]/.test(this.#pattern);
  }

  matches(name: string): boolean {
    const text = folded(name);
    const lastDot = text.lastIndexOf(".");
    let positions = new Set([0]);
    for (let index = 0; index < text.length; index++) {
      positions = this.#advance(positions, text.charAt(index), index === lastDot);
      if (positions.size === 0) return false;
    }
    // What is added to a set while it is walked is walked as well.
    for (const position of positions) {
      if (/[*<>"]/.test(this.#pattern.charAt(position))) positions.add(position + 1);
    }
    return positions.has(this.#pattern.length);
  }

  /** Where in the pattern one may be after a character, having been at `positions`; those that pass without one are added to them. */
  #advance(positions: Set<number>, character: string, isLastDot: boolean): Set<number> {
    const next = new Set<number>();
    for (const position of positions) {
      const wanted = this.#pattern.charAt(position);
      const isStar = wanted === "*" || wanted === "<";
      if (isStar || (wanted === ">" && character === ".")) positions.add(position + 1);
      if (wanted === "*" || (wanted === "<" && !isLastDot)) next.add(position);
      const isOne = wanted === "?" || (wanted === ">" && character !== ".") || (wanted === '"' && character === ".");
      if (isOne || (wanted === character && position < this.#pattern.length)) next.add(position + 1);
    }
    return next;
  }
}
