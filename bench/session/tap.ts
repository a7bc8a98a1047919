import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";
import { monotonic } from "./clock.ts";

/** When bytes passed the tap, and which way. */
export interface Passage {
  /** Milliseconds of the machine's monotonic clock. */
  readonly at: number;
  readonly from: "server" | "gateway";
}

/** A TCP relay between gateway and RDP server that counts what passes. */
export class Tap {
  readonly #server: Server;
  /** Bytes from the RDP server, as they crossed the wire. */
  received = 0;
  /** Bytes from the gateway. */
  sent = 0;
  /** Since `watch` was called. */
  passages: Passage[] = [];
  #watching = false;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Listens on a free port of 127.0.0.1 and relays to `port` there. */
  static async to(port: number): Promise<Tap> {
    const server = createServer({ noDelay: true });
    const tap = new Tap(server);
    server.on("connection", (gateway) => tap.#relay(gateway, connect({ port, host: "127.0.0.1", noDelay: true })));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return tap;
  }

  get port(): number {
    const address = this.#server.address();
    if (address === null || typeof address === "string") throw new Error("the tap does not listen");
    return address.port;
  }

  /** Begins to note when bytes pass. */
  watch(): void {
    this.passages = [];
    this.#watching = true;
  }

  close(): void {
    this.#server.close();
  }

  #relay(gateway: Socket, server: Socket): void {
    server.on("data", (bytes) => {
      this.received += bytes.length;
      this.#note("server");
    });
    gateway.on("data", (bytes) => {
      this.sent += bytes.length;
      this.#note("gateway");
    });
    for (const [socket, other] of [[gateway, server] as const, [server, gateway] as const]) {
      socket.pipe(other);
      socket.on("error", () => other.destroy());
      socket.on("close", () => other.destroy());
    }
  }

  #note(from: Passage["from"]): void {
    if (this.#watching) this.passages.push({ at: monotonic(), from });
  }
}
