import type { Attach } from "@passerelle/tunnel";

/**
 * A client that decodes all pictures, one that acknowledges them at once and decodes nothing, and one that counts the
 * bytes of any WebSocket.
 */
export type ClientKind = "decode" | "acknowledge" | "count";

/** What a client process opens. */
export interface ClientOptions {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly connection: string;
  readonly kind: ClientKind;
  /** The H.264 that a client which decodes nothing says it decodes. */
  readonly avc?: Attach["decodes"]["avc"];
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
  /** Of the tunnel's messages. */
  readonly bytes: number;
}

/** One key press and its picture, in milliseconds of the machine's monotonic clock. */
export interface Press {
  readonly sentAt: number;
  readonly shownAt: number;
}

export type ClientAnswer = { readonly value: Counts | readonly Press[] | null } | { readonly error: string };
