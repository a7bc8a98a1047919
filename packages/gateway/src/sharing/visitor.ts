/** Who opens a link. */
export interface Visitor {
  readonly remoteHost: string;
  /** Undefined: not signed in. */
  readonly account: { readonly userId: number; readonly username: string } | undefined;
}
