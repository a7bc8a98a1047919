import { once } from "node:events";
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { DEVICE_SUBPROTOCOL, SUBPROTOCOL } from "@passerelle/tunnel";
import { type WebSocket, WebSocketServer } from "ws";
import { mayDo } from "../api/api-key-scopes.ts";
import { callerOfCredential } from "../api/authentication.ts";
import type { Routes } from "../api/routes.ts";
import type { Services } from "../api/services.ts";
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

/** What the browser wants of its line: a tunnel, or a device line beside it. */
function protocolOf(request: IncomingMessage): string | undefined {
  const offered = (request.headers["sec-websocket-protocol"] ?? "").split(",").map((protocol) => protocol.trim());
  return [SUBPROTOCOL, DEVICE_SUBPROTOCOL].find((protocol) => offered.includes(protocol));
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

/** Hands WebSockets at /tunnel to the live sessions, once it is known whose they are. */
export function acceptTunnels(routes: Routes, services: Services, contexts: readonly string[]): void {
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: MAX_DEVICE_MESSAGE,
    handleProtocols: (_, request) => protocolOf(request) ?? false,
  });
  routes.addHook("preClose", () => hangUp(sockets.clients));

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
    if (caller === undefined || !mayDo(caller, "connect")) {
      refuse(socket, "403 Forbidden");
      return;
    }
    const { userId, username, signIn } = caller;
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      const principal = { userId, username, remoteHost, signIn };
      if (protocol === SUBPROTOCOL) services.sessions.attach(webSocket, principal);
      else services.sessions.attachDevices(webSocket, principal);
    });
  }

  routes.server.on("upgrade", (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on("error", () => socket.destroy());
    upgrade(request, socket, head).catch((error: unknown) => {
      routes.log.error({ err: error }, "a tunnel could not be opened");
      refuse(socket, "500 Internal Server Error");
    });
  });
}
