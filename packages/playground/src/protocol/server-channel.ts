/** The server's side of a virtual channel that is no part of the picture: what a test has Windows do there. */
export interface ServerChannel {
  readonly name: string;
  readonly kind: "static" | "dynamic";
  /** The client has joined it. @param send takes a whole message for the client */
  opened(send: (message: Uint8Array) => void): void;
  /** A whole message of the client. Throws DecodeError, which cuts the client off. */
  received(message: Uint8Array): void;
}
