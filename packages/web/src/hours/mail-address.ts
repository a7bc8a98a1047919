/** Whether a text may be an e-mail address; only sending to it tells more. */
export function isAddress(text: string): boolean {
  return /^[^\s@<>,;"]+@[^\s@<>,;"]+$/.test(text.trim());
}
