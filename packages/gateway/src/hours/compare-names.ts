const ALPHABET = new Intl.Collator("en", { numeric: true });

/** The order in which names are listed: that of the alphabet, numbers by their value. */
export function compareNames(one: string, other: string): number {
  return ALPHABET.compare(one, other);
}
