/** What `source.ts` tells its parent: ports on 127.0.0.1. */
export interface SourcePorts {
  readonly rdp: number;
  readonly tls: number;
}

/** What `plain-relay.ts` tells its parent. */
export interface RelayPort {
  readonly port: number;
}

/** Bytes of a fast-path update that, with its headers, just fills the largest TLS record. */
export const CHUNK = 16384 - 6;
