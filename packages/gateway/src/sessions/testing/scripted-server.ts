import { createServer, type Server, type Socket } from "node:net";
import { type SecureContextOptions, TLSSocket } from "node:tls";
import type { Call, ScriptedOutput } from "./scripted-client.ts";

/** The far side of a `ScriptedClient`, on a socket of this machine. */
export class ScriptedServer {
  readonly #server: Server;
  readonly #connections: ServerConnection[] = [];
  readonly #waiting: ((connection: ServerConnection) => void)[] = [];

  private constructor(server: Server) {
    this.#server = server;
    server.on("connection", (socket) => {
      const connection = new ServerConnection(socket);
      const waiting = this.#waiting.shift();
      if (waiting) waiting(connection);
      else this.#connections.push(connection);
    });
  }

  static async listen(): Promise<ScriptedServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new ScriptedServer(server);
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === "object" && address ? address.port : 0;
  }

  /** The next connection, once it is made. */
  async connection(): Promise<ServerConnection> {
    return this.#connections.shift() ?? new Promise((resolve) => this.#waiting.push(resolve));
  }

  close(): void {
    this.#server.close();
  }
}

export class ServerConnection {
  socket: Socket;
  readonly calls: Call[] = [];
  readonly closed: Promise<void>;
  #rest = "";
  #heard: (() => void)[] = [];

  constructor(socket: Socket) {
    this.socket = socket;
    this.closed = new Promise((resolve) => socket.once("close", () => resolve()));
    socket.on("error", () => {});
    socket.on("data", this.#received);
  }

  /** Tells the client to start TLS, and does so itself; goes on when it is there or has failed. */
  async startTls(options: SecureContextOptions): Promise<Error | undefined> {
    this.send({ type: "startTls" });
    this.socket.off("data", this.#received);
    const secure = new TLSSocket(this.socket, { isServer: true, ...options });
    this.socket = secure;
    return new Promise((resolve) => {
      secure.once("secure", () => {
        secure.on("data", this.#received);
        resolve(undefined);
      });
      secure.on("error", resolve);
    });
  }

  send(...outputs: ScriptedOutput[]): boolean {
    return this.socket.write(outputs.map((output) => `${JSON.stringify(output)}\n`).join(""));
  }

  /** What the next call of this name was given; the calls before it are forgotten. */
  async call(name: string): Promise<readonly unknown[]> {
    for (;;) {
      const index = this.calls.findIndex(({ call }) => call === name);
      if (index >= 0) return this.calls.splice(0, index + 1)[index]?.given ?? [];
      await new Promise<void>((resolve) => this.#heard.push(resolve));
    }
  }

  #received = (bytes: Buffer): void => {
    const lines = (this.#rest + bytes.toString()).split("\n");
    this.#rest = lines.pop() ?? "";
    this.calls.push(...lines.map((line) => JSON.parse(line) as Call));
    for (const heard of this.#heard.splice(0)) heard();
  };
}
