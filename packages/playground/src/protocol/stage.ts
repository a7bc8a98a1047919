/** What the server is about to say, in the order of a connection. */
export type Stage =
  /** X.224 Connection Confirm. */
  | "negotiation"
  /** The TLS handshake. */
  | "tls"
  /** CredSSP. */
  | "authentication"
  /** MCS Connect Response with the GCC data. */
  | "settings"
  /** MCS Attach User and Channel Join Confirm. */
  | "channels"
  | "licensing"
  /** Demand Active. */
  | "capabilities"
  /** Synchronize, Control and Font Map. */
  | "finalization"
  /** Everything after. */
  | "desktop";

export type SendAt = (stage: Stage, bytes: Uint8Array) => void;
