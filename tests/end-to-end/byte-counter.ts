import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";

/** Stands between a browser and a server, and counts what comes from the server. */
export class ByteCounter {
  readonly url: string;
  /** From the server, of all connections. */
  bytes = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(server: Server, port: number) {
    this.#server = server;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on("connection", (browser) => this.#relay(browser, connect(port, "127.0.0.1")));
  }

  /** @param url http, on this computer */
  static async start(url: string): Promise<ByteCounter> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new ByteCounter(server, Number(new URL(url).port));
  }

  stop(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #relay(browser: Socket, server: Socket): void {
    for (const [socket, other] of [
      [browser, server],
      [server, browser],
    ] as const) {
      this.#sockets.add(socket);
      socket.pipe(other);
      // An error is always followed by `close`.
      socket.on("error", () => {});
      socket.on("close", () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
    server.on("data", (data) => {
      this.bytes += data.length;
    });
  }
}
