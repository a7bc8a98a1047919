/** How a text field changed at its end. */
export interface TextChange {
  /** Characters erased, as Backspace counts them. */
  readonly erased: number;
  readonly inserted: string;
}

/** The change that turns `before` into `after`, when the caret is at the end. */
export function textChange(before: string, after: string): TextChange {
  const [old, now] = [[...before], [...after]];
  let common = 0;
  while (common < old.length && old[common] === now[common]) common++;
  return { erased: old.length - common, inserted: now.slice(common).join("") };
}
