// Work in steps of 16 bytes: up to 16 bytes behind the end are overwritten, or read, as well. Only for workspace, which
// has room for that, and whose next bytes are written later.

// @ts-expect-error: decorator
@inline
export function fillLoosely(to: usize, pattern: v128, bytes: usize): void {
  const end = to + bytes;
  do {
    v128.store(to, pattern);
    to += 16;
  } while (to < end);
}

/** `from` and `to` are at least 16 bytes apart if the one follows the other. */
// @ts-expect-error: decorator
@inline
export function copyLoosely(to: usize, from: usize, bytes: usize): void {
  const end = to + bytes;
  do {
    v128.store(to, v128.load(from));
    from += 16;
    to += 16;
  } while (to < end);
}
