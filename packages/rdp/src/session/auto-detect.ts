export interface PathFigures {
  /** Milliseconds. */
  readonly roundTrip: number;
  /** kbit/s. */
  readonly bandwidth: number;
}
/** Answers the server's network auto-detect requests with the figures of the whole path. */
export declare class AutoDetect {
  constructor(environment: { now(): number });
  /** The line behind this client (gateway to browser). */
  setPath(path: PathFigures | undefined): void;
  /** Tells of bytes that came from the server, for a running bandwidth measurement. */
  received(byteCount: number): void;
  /** Takes the auto-detect request data (AUTODETECT_REQ, after the security header); the response (AUTODETECT_RSP) if one is due. */
  receive(request: Uint8Array): Uint8Array | undefined;
}
