/**
 * The live session that this tab shows, kept for the moment in which the page is loaded again. It is there only between
 * two pages: a tab that is duplicated meanwhile must not take the session over.
 */
const KEY = "passerelle.session";

interface KeptSession {
  /** The address of its page. */
  readonly address: string;
  readonly session: string;
}

/** Keeps the session of a page for the next page of this tab. */
export function keepSession(kept: KeptSession): void {
  sessionStorage.setItem(KEY, JSON.stringify(kept));
}

/** The session that the page before showed at this address, if any; it is kept no longer. */
export function takeKeptSession(address: string): string | undefined {
  const kept = sessionStorage.getItem(KEY);
  sessionStorage.removeItem(KEY);
  if (kept === null) return undefined;
  const { address: shown, session } = JSON.parse(kept) as KeptSession;
  return shown === address ? session : undefined;
}
