import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { DEVICE_SUBPROTOCOL, GUEST_DEVICE_SUBPROTOCOL, GUEST_SUBPROTOCOL, SUBPROTOCOL } from "@passerelle/tunnel";
import { type WebSocket, WebSocketServer } from "ws";
import { mayDo } from "../api/api-key-scopes.ts";
import { callerOfCredential } from "../api/authentication.ts";
import type { Routes } from "../api/routes.ts";
import type { Services } from "../api/services.ts";
import type { Caller } from "../database/sign-ins.ts";
import { MAX_DEVICE_MESSAGE } from "../sessions/line.ts";
import { clientAddress, settleClient } from "./client-address.ts";
import { withoutContext } from "./context-paths.ts";
import { trustedToken } from "./presented-token.ts";

const PATH = "/tunnel";
/** WebSocket close code 1001 (RFC 6455 7.4.1). */
const GOING_AWAY = 1001;
const GOODBYE_MS = 1000;

/** Answers and hangs up, also on a client that keeps its own side open. */
function refuse(socket: Duplex, status: string): void {
  socket.once("finish", () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}

const PROTOCOLS = [SUBPROTOCOL, DEVICE_SUBPROTOCOL, GUEST_SUBPROTOCOL, GUEST_DEVICE_SUBPROTOCOL] as const;

/** What the browser wants of its line: a tunnel, or a device line beside it; its person's own, or a guest's. */
function protocolOf(request: IncomingMessage): (typeof PROTOCOLS)[number] | undefined {
  const offered = (request.headers["sec-websocket-protocol"] ?? "").split(",").map((protocol) => protocol.trim());
  return PROTOCOLS.find((protocol) => offered.includes(protocol));
}

/** Says goodbye to every browser, and hangs up on those that do not answer. */
async function hangUp(sockets: ReadonlySet<WebSocket>): Promise<void> {
  const open = [...sockets];
  const closed = open.map((socket) => once(socket, "close"));
  for (const socket of open) {
    socket.close(GOING_AWAY);
  }
  const timer = setTimeout(() => {
    for (const socket of open) {
      socket.terminate();
    }
  }, GOODBYE_MS);
  await Promise.all(closed);
  clearTimeout(timer);
}

/** Hands WebSockets at /tunnel to the live sessions, once it is known whose they are, or that they are guests'. */
export function acceptTunnels(routes: Routes, services: Services, contexts: readonly string[]): void {
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_DEVICE_MESSAGE,
    handleProtocols: (_, request) => protocolOf(request) ?? false,
  });
  routes.addHook("preClose", () => hangUp(sockets.clients));

  /** Who takes the WebSocket; guests need not be signed in. */
  function takerOf(
    protocol: (typeof PROTOCOLS)[number],
    account: Caller | undefined,
    remoteHost: string,
  ): ((socket: WebSocket) => void) | undefined {
    const { sessions } = services;
    const principal = account && { ...account, remoteHost };
    switch (protocol) {
      case SUBPROTOCOL:
        return principal && ((socket) => sessions.attach(socket, principal));
      case DEVICE_SUBPROTOCOL:
        return principal && ((socket) => sessions.attachDevices(socket, principal));
      case GUEST_SUBPROTOCOL:
        return (socket) => sessions.sharing.attach(socket, { remoteHost, account });
      case GUEST_DEVICE_SUBPROTOCOL:
        return (socket) => sessions.sharing.attachDevices(socket, remoteHost);
    }
  }

  async function upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    settleClient(request, services.webSettings.proxies);
    const url = request.url ?? "/";
    if (withoutContext(url, contexts).split("?")[0] !== PATH) {
      refuse(socket, "404 Not Found");
      return;
    }
    const protocol = protocolOf(request);
    if (protocol === undefined) {
      refuse(socket, "400 Bad Request");
      return;
    }
    const remoteHost = clientAddress(request);
    const caller = await callerOfCredential(services.queries, trustedToken(request.headers, url), remoteHost);
    const account = caller !== undefined && mayDo(caller, "connect") ? caller : undefined;
    const take = takerOf(protocol, account, remoteHost);
    if (take === undefined) {
      refuse(socket, "403 Forbidden");
      return;
    }
    sockets.handleUpgrade(request, socket, head, take);
  }

  routes.server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => socket.destroy());
    upgrade(request, socket, head).catch((error: unknown) => {
      routes.log.error({ err: error }, "a tunnel could not be opened");
      refuse(socket, "500 Internal Server Error");
    });
  });
}
