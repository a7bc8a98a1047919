const MAX_SERIAL = 2 ** 31 - 1;

/** The database id that the API's decimal text names; undefined when it can name none. */
export function parseIdentifier(identifier: string): number | undefined {
  const id = /^[1-9]\d{0,9}$/.test(identifier) ? Number(identifier) : 0;
  return id > 0 && id <= MAX_SERIAL ? id : undefined;
}
