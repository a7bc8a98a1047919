/** What the bench asks its client process, and what that answers. */
export interface ClientOptions {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly connection: string;
  /** False: acknowledges everything at once and decodes nothing. */
  readonly decode: boolean;
}

export type ClientRequest =
  | { readonly ask: "open"; readonly options: ClientOptions }
  | { readonly ask: "counts" }
  | { readonly ask: "press"; readonly times: number }
  | { readonly ask: "close" };

/** Since the desktop was opened. */
export interface Counts {
  /** That the server marked as such. */
  readonly frames: number;
  /** Changes of the picture; messages with graphics, where nothing is decoded. */
  readonly pictures: number;
  readonly decodeMilliseconds: number;
}

/** One key press and its picture, in milliseconds of the machine's monotonic clock. */
export interface Press {
  readonly sentAt: number;
  readonly shownAt: number;
}

export type ClientAnswer = { readonly value: Counts | readonly Press[] | null } | { readonly error: string };
