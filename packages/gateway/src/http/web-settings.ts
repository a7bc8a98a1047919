import { BlockList } from "node:net";

/** Which proxies are believed, and what of what they say. */
export interface ProxySettings {
  readonly networks: BlockList;
  /** Each matches whole addresses. */
  readonly patterns: readonly RegExp[];
  /** Header with the addresses that a request came through, in small letters. */
  readonly addressHeader: string;
  /** Header that says how the client came, in small letters. */
  readonly protocolHeader: string;
  /** What it says of one that came by TLS. */
  readonly httpsValue: string;
}

/** How page and API are served. */
export interface WebSettings {
  /** A path at which everything is served, besides `/` and `/guacamole`. */
  readonly contextPath: string;
  /** Bytes of a request's body. */
  readonly maxRequestSize: number;
  readonly proxies: ProxySettings;
}

export const DEFAULT_WEB_SETTINGS: WebSettings = {
  contextPath: "/",
  maxRequestSize: 2 * 1024 * 1024,
  proxies: {
    networks: new BlockList(),
    patterns: [],
    addressHeader: "x-forwarded-for",
    protocolHeader: "x-forwarded-proto",
    httpsValue: "https",
  },
};
