import { once } from "node:events";
import { connect, createServer, type Server, type Socket } from "node:net";

/** What a line is like; without bounds where nothing is said. */
export interface LineFigures {
  readonly bytesPerSecond?: number;
  /** Milliseconds, each way. */
  readonly delay?: number;
}

/** Milliseconds between two looks at what is due. */
const INTERVAL = 5;
const PACKET = 1460;

/**
 * A line between browser and gateway that is thin and long. What the gateway sends is taken at once and waits here, as it
 * would in the buffers of a network; what the browser sends is only delayed.
 */
export class SlowLine {
  /** Bytes that have left the gateway and not reached the browser, and the most that they have been. */
  waiting = 0;
  mostWaiting = 0;
  readonly #server: Server;
  readonly #figures: LineFigures;
  #isHeld = false;

  private constructor(server: Server, figures: LineFigures) {
    this.#server = server;
    this.#figures = figures;
  }

  /** Listens on a free port of 127.0.0.1 and relays to the gateway at `url`. */
  static async to(url: string, figures: LineFigures = {}): Promise<SlowLine> {
    const server = createServer({ noDelay: true });
    const line = new SlowLine(server, figures);
    const port = Number(new URL(url).port);
    server.on("connection", (browser) => line.#carry(browser, connect({ port, host: "127.0.0.1", noDelay: true })));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return line;
  }

  get url(): string {
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  }

  /** Lets nothing through to the browser any more, until `release`. */
  hold(): void {
    this.#isHeld = true;
  }

  release(): void {
    this.#isHeld = false;
  }

  close(): void {
    this.#server.close();
  }

  #carry(browser: Socket, gateway: Socket): void {
    const { delay = 0, bytesPerSecond = Number.POSITIVE_INFINITY } = this.#figures;
    const queue: { readonly bytes: Buffer; readonly due: number }[] = [];
    let freeAt = 0;
    browser.on("data", (bytes) => setTimeout(() => gateway.write(bytes), delay));
    gateway.on("data", (bytes: Buffer) => {
      for (let start = 0; start < bytes.length; start += PACKET) {
        const packet = bytes.subarray(start, start + PACKET);
        freeAt = Math.max(freeAt, performance.now()) + (packet.length * 1000) / bytesPerSecond;
        queue.push({ bytes: packet, due: freeAt + delay });
      }
      this.#waits(bytes.length);
    });
    const timer = setInterval(() => {
      const now = performance.now();
      while (!this.#isHeld && queue[0] && queue[0].due <= now) {
        const { bytes } = queue.shift() as (typeof queue)[number];
        this.#waits(-bytes.length);
        browser.write(bytes);
      }
    }, INTERVAL);
    for (const [socket, other] of [[browser, gateway] as const, [gateway, browser] as const]) {
      socket.on("error", () => other.destroy());
      socket.on("close", () => {
        clearInterval(timer);
        other.destroy();
      });
    }
  }

  #waits(bytes: number): void {
    this.waiting += bytes;
    this.mostWaiting = Math.max(this.mostWaiting, this.waiting);
  }
}
