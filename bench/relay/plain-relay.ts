// The least that a gateway in Node could do, as a process of its own: what comes in over TLS goes out over a WebSocket.
import { once } from "node:events";
import { createServer } from "node:http";
import { connect } from "node:tls";
import { WebSocketServer } from "ws";
import type { RelayPort } from "./relay-protocol.ts";

/** As much as the gateway lets be under way. */
const MOST_UNSENT = 1024 * 1024;

const source = Number(process.argv[2]);
const server = createServer();
const sockets = new WebSocketServer({ server, perMessageDeflate: false });
sockets.on("connection", (browser) => {
  const peer = connect({ port: source, host: "127.0.0.1", rejectUnauthorized: false });
  const sent = () => {
    if (browser.bufferedAmount < MOST_UNSENT / 2) peer.resume();
  };
  peer.on("data", (chunk) => {
    browser.send(chunk, sent);
    if (browser.bufferedAmount > MOST_UNSENT) peer.pause();
  });
  peer.on("error", () => browser.terminate());
  browser.on("close", () => peer.destroy());
});
server.listen(0, "127.0.0.1");
await once(server, "listening");
const address = server.address();
process.send?.({ port: typeof address === "object" && address !== null ? address.port : 0 } satisfies RelayPort);
process.on("disconnect", () => process.exit());
