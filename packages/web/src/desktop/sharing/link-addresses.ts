/** The addresses of links by their ids: the gateway tells a key only when the link is made. */
const addresses = new Map<string, string>();

/** Remembers a link that this page has made. */
export function rememberLink(id: string, key: string): void {
  addresses.set(id, addressOfKey(key, document.baseURI));
}

/** Whether a text may be a key: 44 characters of the URL-safe base64 alphabet. The gateway hears of no other. */
export function isKey(text: string): boolean {
  return /^[\w-]{44}$/.test(text);
}

/** Where a link leads; undefined unless this page has made it. */
export function addressOfLink(id: string): string | undefined {
  return addresses.get(id);
}

/**
 * The address that shows the session of a key. What is behind `#` is sent to no server.
 * @param page any address of the page
 */
export function addressOfKey(key: string, page: string): string {
  const address = new URL(".", page);
  address.hash = `/share/${key}`;
  return address.href;
}
