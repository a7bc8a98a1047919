import type { IncomingMessage } from "node:http";
import { isIP, SocketAddress } from "node:net";
import type { ProxySettings } from "./web-settings.ts";

/** Nobody needs more proxies; what is listed beyond is not looked at. */
const MAX_HOPS = 32;
/** Of a request whose line is already gone. */
const NOWHERE = "0.0.0.0";

/**
 * An address as it is stored and compared: IPv6 shortened, IPv4 that came over IPv6 as IPv4 (RFC 4291, 2.5.5.2), without
 * brackets, port and zone; undefined for anything else.
 */
function plainAddress(text: string): string | undefined {
  const trimmed = text.trim().replace(/^"(.*)"$/, "$1");
  const [, bracketed, dotted] = /^\[([^\]]+)\](?::\d+)?$|^([\d.]+):\d+$/.exec(trimmed) ?? [];
  const address = (bracketed ?? dotted ?? trimmed).replace(/%[\w.-]+$/, "");
  switch (isIP(address)) {
    case 4:
      return address;
    case 6:
      return new SocketAddress({ address, family: "ipv6" }).address.replace(/^::ffff:(?=[\d.]+$)/, "");
    default:
      return undefined;
  }
}

/** As Java writes it, whose patterns we match: `::1` is `0:0:0:0:0:0:0:1`. */
function javaForm(address: string): string {
  const [left, right] = address.split("::").map((part) => part.split(":").filter((group) => group !== ""));
  return right === undefined
    ? address
    : [...left, ...new Array<string>(8 - left.length - right.length).fill("0"), ...right].join(":");
}

function isTrusted(address: string, { networks, patterns }: ProxySettings): boolean {
  const forms = [address, javaForm(address)];
  return (
    networks.check(address, isIP(address) === 4 ? "ipv4" : "ipv6") ||
    patterns.some((pattern) => forms.some((form) => pattern.test(form)))
  );
}

function headerEntries(request: IncomingMessage, name: string): string[] {
  return String(request.headers[name] ?? "")
    .split(",")
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

/** The nearest address that is no trusted proxy's; at something that is no address, the proxy that wrote it. */
function clientBehind(proxy: string, request: IncomingMessage, proxies: ProxySettings): string {
  let nearest = proxy;
  for (const entry of headerEntries(request, proxies.addressHeader).slice(-MAX_HOPS).reverse()) {
    const address = plainAddress(entry);
    if (address === undefined) {
      return nearest;
    }
    nearest = address;
    if (!isTrusted(address, proxies)) {
      return nearest;
    }
  }
  return nearest;
}

/** Whether the client came by TLS; where several proxies say how, all must say so. */
function cameByTls(request: IncomingMessage, { protocolHeader, httpsValue }: ProxySettings): boolean {
  const values = headerEntries(request, protocolHeader);
  return values.length > 0 && values.every((value) => value.toLowerCase() === httpsValue.toLowerCase());
}

const HOST = /^[\w.:[\]-]{1,255}$/;

/**
 * Makes the headers of a request say who asks and for what, before anything else reads them: `x-forwarded-for` is the one
 * address of the client, `x-forwarded-proto` is `https` or `http`, `host` the host that was asked. What trusted proxies say
 * goes into it, what anybody else says does not.
 * @returns the address of somebody else who said so, perhaps of a proxy that was forgotten.
 */
export function settleClient(request: IncomingMessage, proxies: ProxySettings): string | undefined {
  const { headers, socket } = request;
  const peer = plainAddress(socket.remoteAddress ?? NOWHERE) ?? NOWHERE;
  const isProxy = isTrusted(peer, proxies);
  const isUnheard = !isProxy && headers[proxies.addressHeader] !== undefined;
  const [host] = headerEntries(request, "x-forwarded-host");
  const client = isProxy ? clientBehind(peer, request, proxies) : peer;
  const isSecure = "encrypted" in socket || (isProxy && cameByTls(request, proxies));
  if (isProxy && host !== undefined && HOST.test(host)) {
    headers.host = host;
  }
  delete headers["x-forwarded-host"];
  headers["x-forwarded-for"] = client;
  headers["x-forwarded-proto"] = isSecure ? "https" : "http";
  return isUnheard ? peer : undefined;
}

/** The client's address, of a request that was settled. */
export function clientAddress({ headers }: IncomingMessage): string {
  return String(headers["x-forwarded-for"]);
}
