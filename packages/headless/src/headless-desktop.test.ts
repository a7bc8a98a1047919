import { createServer, type Server } from "node:http";
import {
  type Attach,
  Downstream,
  decodeIntention,
  decodeJson,
  decodeRecords,
  encodeDesktopSize,
  encodeJson,
  type Intention,
  MessageWriter,
  type Status,
  SUBPROTOCOL,
  Upstream,
} from "@passerelle/tunnel";
import { PNG } from "pngjs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type WebSocket, WebSocketServer } from "ws";
import { DesktopError } from "./desktop-error.ts";
import { GatewayError } from "./gateway-client.ts";
import { type DesktopOptions, HeadlessDesktop } from "./headless-desktop.ts";

/** TS_UPDATE_BITMAP_DATA ([MS-RDPBCGR] 2.2.9.1.1.3.1.2): one red pixel at 1, 0, raw, 32 bits. */
const RED_PIXEL = Uint8Array.of(0x01, 1, 0, 1, 0, 1, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 32, 0, 0, 0, 4, 0, 0, 0, 255, 0);

/** Answers like a gateway, as far as one client needs it, and keeps what it is told. */
class FakeGateway {
  readonly intentions: Intention[] = [];
  readonly attaches: Attach[] = [];
  readonly answers: unknown[] = [];
  script: (line: FakeLine, attach: Attach) => void = (line) => line.open();
  readonly #server: Server;
  #heard: (() => void)[] = [];

  private constructor(server: Server) {
    this.#server = server;
    const sockets = new WebSocketServer({ server, path: "/tunnel", handleProtocols: () => SUBPROTOCOL });
    sockets.on("connection", (socket, request) => {
      if (request.headers["guacamole-token"] !== "TOKEN") socket.terminate();
      socket.on("message", (data: Buffer) => this.#received(socket, data));
    });
  }

  static async start(): Promise<FakeGateway> {
    const server = createServer((request, response) => {
      const connections = { 7: { identifier: "7", name: "Alexandra" } };
      if (request.method === "POST") {
        let body = "";
        request.on("data", (part) => {
          body += part;
        });
        request.on("end", () => {
          const right = body === "username=marie&password=right";
          response.statusCode = right ? 200 : 403;
          response.end(JSON.stringify(right ? { authToken: "TOKEN", dataSource: "postgresql" } : { message: "no." }));
        });
      } else {
        response.end(JSON.stringify(request.headers["guacamole-token"] === "TOKEN" ? connections : {}));
      }
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new FakeGateway(server);
  }

  get url(): string {
    const address = this.#server.address();
    return `http://127.0.0.1:${typeof address === "object" && address ? address.port : 0}`;
  }

  async intention(kind: Intention["kind"]): Promise<Intention> {
    for (;;) {
      const index = this.intentions.findIndex((intention) => intention.kind === kind);
      if (index >= 0) return this.intentions.splice(0, index + 1)[index] as Intention;
      await new Promise<void>((resolve) => this.#heard.push(resolve));
    }
  }

  stop(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #received(socket: WebSocket, data: Buffer): void {
    for (const { type, payload } of decodeRecords(data)) {
      if (type === Upstream.Attach) {
        const attach = decodeJson(payload) as Attach;
        this.attaches.push(attach);
        this.script(new FakeLine(socket), attach);
      } else if (type === Upstream.Answer) {
        this.answers.push(decodeJson(payload));
        new FakeLine(socket).tell({
          kind: "active",
          name: "Alexandra",
          unicode: true,
          readOnly: false,
          mostMonitors: 1,
          relative: false,
          layout: "en-us-qwerty",
        });
      } else {
        this.intentions.push(decodeIntention(type, payload));
        if (type === Upstream.Disconnect) socket.close(1000);
      }
    }
    for (const heard of this.#heard.splice(0)) heard();
  }
}

class FakeLine {
  readonly #socket: WebSocket;

  constructor(socket: WebSocket) {
    this.#socket = socket;
  }

  send(type: number, payload: Uint8Array): void {
    const writer = new MessageWriter();
    writer.append(type, payload);
    this.#socket.send(writer.take());
  }

  tell(status: Status): void {
    this.send(Downstream.Status, encodeJson(status));
  }

  attached(resumed = false, count = 0): void {
    this.send(Downstream.Attached, encodeJson({ session: "s", count, resumed }));
  }

  open(): void {
    this.attached();
    this.send(Downstream.DesktopSize, encodeDesktopSize(4, 2));
    this.tell({
      kind: "active",
      name: "Alexandra",
      unicode: true,
      readOnly: false,
      mostMonitors: 1,
      relative: false,
      layout: "en-us-qwerty",
    });
    this.send(Downstream.FastPathUpdate, RED_PIXEL);
  }
}

let gateway: FakeGateway;
beforeEach(async () => {
  gateway = await FakeGateway.start();
});
afterEach(() => gateway.stop());

const open = (options: Partial<DesktopOptions> = {}) =>
  HeadlessDesktop.open({ url: gateway.url, username: "marie", password: "right", connection: "Alexandra", ...options });

describe("a headless desktop", () => {
  test("shows, counts and acknowledges what it is sent", async () => {
    const desktop = await open({ display: { width: 800, height: 600, scale: 100 } });
    expect(gateway.attaches).toMatchObject([
      { connection: { dataSource: "postgresql", identifier: "7" }, display: { width: 800, height: 600 } },
    ]);
    await desktop.until(() => desktop.figures.paints === 1);
    const png = PNG.sync.read(desktop.png());
    expect([png.width, png.height]).toEqual([4, 2]);
    expect([...png.data.subarray(0, 12)]).toEqual([0, 0, 0, 255, 255, 0, 0, 255, 0, 0, 0, 255]);
    expect(desktop.figures.codecs).toEqual({ "bitmap raw 32": 1 });
    expect(desktop.figures.bytes).toMatchObject({ DesktopSize: 4, FastPathUpdate: RED_PIXEL.length });
    let acknowledged = 0;
    while (acknowledged < 3) {
      const { count } = (await gateway.intention("acknowledge")) as Extract<Intention, { kind: "acknowledge" }>;
      expect(count).toBeGreaterThan(acknowledged);
      acknowledged = count;
    }
    expect(acknowledged).toBe(3);
  });

  test("is found by its identifier too", async () => {
    await open({ connection: "7" });
    expect(gateway.attaches).toHaveLength(1);
  });

  test("takes input and measures the way to its picture", async () => {
    const desktop = await open();
    await desktop.until(() => desktop.figures.paints === 1);
    desktop.click(3, 1);
    expect(await gateway.intention("pointer-button")).toMatchObject({ x: 3, y: 1, pressed: true });
    gateway.script = (line) => {
      line.attached(true, 3);
      line.send(Downstream.FastPathUpdate, RED_PIXEL);
    };
    await desktop.breakLine();
    expect(await desktop.comeBack()).toBe(true);
    expect(gateway.attaches.at(-1)).toMatchObject({ session: { id: "s", received: 3 } });
    await desktop.until(() => desktop.figures.inputToPicture.length === 1);
  });

  test("ends its session when it leaves", async () => {
    const desktop = await open();
    await desktop.disconnect();
    await gateway.intention("disconnect");
  });

  test("answers a prompt", async () => {
    gateway.script = (line) => {
      line.attached();
      line.tell({ kind: "prompt", fields: ["password"] });
    };
    await open({ answerPrompt: (fields) => (fields.includes("password") ? { password: "p" } : undefined) });
    expect(gateway.answers).toEqual([{ password: "p" }]);
  });
});

describe("what goes wrong is said in words", () => {
  test.each<[string, Partial<DesktopOptions>, RegExp]>([
    ["no gateway", { url: "http://127.0.0.1:1" }, /^cannot reach http:\/\/127.0.0.1:1\/api\/tokens: /],
    ["a wrong password", { password: "wrong" }, /answered 403: no\.$/],
    ["an unknown connection", { connection: "Nowhere" }, /no connection "Nowhere"; this user sees: Alexandra$/],
  ])("%s", async (_, options, message) => {
    const failed = open(options);
    await expect(failed).rejects.toThrow(GatewayError);
    await expect(failed).rejects.toThrow(message);
  });

  test.each<[string, (line: FakeLine) => void, RegExp]>([
    [
      "a desktop that does not open",
      (line) => line.tell({ kind: "ended", failure: { code: "port-closed", detail: "host:3389" } }),
      /^port closed \(host:3389\)$/,
    ],
    [
      "a prompt that nobody answers",
      (line) => line.tell({ kind: "prompt", fields: ["username", "password"] }),
      /^the desktop asks for username, password$/,
    ],
    ["a record that breaks the format", (line) => line.send(Downstream.DesktopSize, new Uint8Array(1)), /not 4 bytes/],
  ])("%s", async (_, script, message) => {
    gateway.script = (line) => {
      line.attached();
      script(line);
    };
    await expect(open()).rejects.toThrow(message);
  });

  test("a condition that does not come true", async () => {
    const desktop = await open();
    await expect(desktop.until(() => false, 20)).rejects.toThrow(DesktopError);
  });
});
