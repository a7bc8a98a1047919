// A peer that sends as fast as it is read, as a process of its own: RDP over TLS on one port, bare TLS on the other.
import { once } from "node:events";
import { createServer, type Server, type Socket } from "node:net";
import { createServer as createTlsServer, TLSSocket } from "node:tls";
import { encodeFastPathUpdate, UpdateCode } from "@passerelle/rdp";
import { testCertificate } from "../../packages/gateway/src/sessions/testing/test-certificate.ts";
import { ScriptedServer } from "../../packages/rdp/src/testing/scripted-server.ts";
import { CHUNK, type SourcePorts } from "./relay-protocol.ts";

const { key, cert } = testCertificate;
const [UPDATE = new Uint8Array(0)] = encodeFastPathUpdate(UpdateCode.SurfaceCommands, Buffer.alloc(CHUNK, "picture"));

/** Sends the same update again and again, as long as the other side reads. */
function pour(socket: Socket): void {
  const more = () => {
    while (socket.writable && socket.write(UPDATE));
  };
  socket.on("drain", more);
  socket.on("error", () => socket.destroy());
  more();
}

function serveRdp(tcp: Socket): void {
  const server = new ScriptedServer();
  tcp.on("error", () => tcp.destroy());
  tcp.once("data", (request: Buffer) => {
    for (const confirm of server.receive(request)) tcp.write(confirm);
    const secure = new TLSSocket(tcp, { isServer: true, key, cert });
    let pouring = false;
    secure.on("data", (bytes: Buffer) => {
      if (pouring) return;
      for (const answer of server.receive(bytes)) secure.write(answer);
      // The first that a client sends of its own is input, when the desktop is active.
      pouring = server.received.length > 0;
      if (pouring) pour(secure);
    });
  });
}

async function listen(server: Server): Promise<number> {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

const rdp = await listen(createServer({ noDelay: true }, serveRdp));
const tls = await listen(createTlsServer({ key, cert, noDelay: true }, pour));
process.send?.({ rdp, tls } satisfies SourcePorts);
process.on("disconnect", () => process.exit());
