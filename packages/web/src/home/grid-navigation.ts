/** The upper left corner of something on the page, in CSS pixels. */
export interface Position {
  readonly left: number;
  readonly top: number;
}

const nearest = (from: Position, candidates: { index: number; at: Position }[]): number | undefined =>
  candidates.sort(
    (a, b) =>
      Math.abs(a.at.top - from.top) - Math.abs(b.at.top - from.top) ||
      Math.abs(a.at.left - from.left) - Math.abs(b.at.left - from.left),
  )[0]?.index;

/**
 * Where an arrow key leads among cards that are laid out in rows.
 * @param positions of all cards, in reading order.
 * @returns the index of the card to go to; undefined if the key leads nowhere.
 */
export function nextInGrid(positions: readonly Position[], index: number, key: string): number | undefined {
  const from = positions[index];
  if (from === undefined) return undefined;
  const cards = positions.map((at, other) => ({ index: other, at }));
  switch (key) {
    case "ArrowLeft":
      return index > 0 ? index - 1 : undefined;
    case "ArrowRight":
      return index + 1 < positions.length ? index + 1 : undefined;
    case "ArrowDown":
      return nearest(
        from,
        cards.filter(({ at }) => at.top > from.top),
      );
    case "ArrowUp":
      return nearest(
        from,
        cards.filter(({ at }) => at.top < from.top),
      );
    case "Home":
      return 0;
    case "End":
      return positions.length - 1;
    default:
      return undefined;
  }
}
