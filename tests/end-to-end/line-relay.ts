import { createServer, type IncomingMessage, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import {
  type Attach,
  Downstream,
  decodeJson,
  decodeRecords,
  encodeJson,
  MessageWriter,
  PipelineFlag,
  SUBPROTOCOL,
  Upstream,
} from "@passerelle/tunnel";
import { WebSocket, WebSocketServer } from "ws";
import type { GatewayProcess } from "../servers/gateway.ts";
import { PipelineWatch } from "./pipeline-watch.ts";

/**
 * Stands between a browser and the gateway: sees which codecs come to the browser on the graphics channel, can say of it
 * that it decodes less H.264 than it does, and can spoil what it gets.
 */
export class LineRelay {
  /** Of the session that was opened last. */
  watch = new PipelineWatch();
  /** What the browser itself said that it decodes, each time that it came. */
  readonly said: Attach["decodes"]["avc"][] = [];
  readonly url: string;
  readonly #server: Server;
  readonly #sockets = new WebSocketServer({ noServer: true, handleProtocols: () => SUBPROTOCOL });
  readonly #gateway: URL;
  readonly #avc: Attach["decodes"]["avc"] | undefined;
  #spoiled: Uint8Array | undefined;
  #dropsPieces = false;

  private constructor(server: Server, gateway: GatewayProcess, avc: Attach["decodes"]["avc"] | undefined) {
    this.#server = server;
    this.#gateway = new URL(gateway.url);
    this.#avc = avc;
    this.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    server.on("request", (asked: IncomingMessage, answer) => {
      const { method, url: path, headers } = asked;
      const passed = request(
        new URL(path ?? "/", this.#gateway),
        { method, headers: this.#headers(headers) },
        (got) => {
          answer.writeHead(got.statusCode ?? 500, got.headers);
          got.pipe(answer);
        },
      );
      passed.on("error", () => answer.destroy());
      asked.pipe(passed);
    });
    server.on("upgrade", (asked, socket, head) => this.#upgrade(asked, socket, head));
  }

  /** @param avc what the gateway is told instead of what the browser says */
  static async start(gateway: GatewayProcess, avc?: Attach["decodes"]["avc"]): Promise<LineRelay> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new LineRelay(server, gateway, avc);
  }

  /** Puts this in the place of the next message of the graphics channel. */
  spoil(message: Uint8Array): void {
    this.#spoiled = message;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
    for (const client of this.#sockets.clients) client.terminate();
  }

  /** The gateway compares origin and host. */
  #headers(headers: IncomingMessage["headers"]): IncomingMessage["headers"] {
    return { ...headers, host: this.#gateway.host, ...(headers.origin && { origin: this.#gateway.origin }) };
  }

  #upgrade(asked: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#sockets.handleUpgrade(asked, socket, head, (browser) => {
      const address = new URL(asked.url ?? "/", this.#gateway.href.replace("http", "ws"));
      const { cookie, origin } = this.#headers(asked.headers);
      const gateway = new WebSocket(address, SUBPROTOCOL, { origin, headers: { ...(cookie && { cookie }) } });
      const early: Buffer[] = [];
      const pass = (message: Buffer) => gateway.send(this.#upstream(message));
      browser.on("message", (message: Buffer) => {
        if (gateway.readyState === WebSocket.OPEN) pass(message);
        else early.push(message);
      });
      gateway.on("open", () => early.splice(0).forEach(pass));
      gateway.on("message", (message: Buffer) => {
        browser.send(this.#downstream(message));
      });
      const closable = (code: number) => (code === 1005 || code === 1006 ? undefined : code);
      browser.on("close", (code) => gateway.close(closable(code)));
      gateway.on("close", (code, reason) => browser.close(closable(code), reason));
      gateway.on("error", () => browser.terminate());
    });
  }

  #upstream(message: Buffer): Uint8Array {
    const writer = new MessageWriter();
    for (const { type, payload } of decodeRecords(message)) {
      if (type === Upstream.Attach) {
        const attach = decodeJson(payload) as Attach;
        this.said.push(attach.decodes.avc);
        const decodes = { ...attach.decodes, ...(this.#avc && { avc: this.#avc }) };
        writer.append(type, encodeJson({ ...attach, decodes }));
      } else writer.append(type, payload);
    }
    return writer.take();
  }

  #downstream(message: Buffer): Uint8Array {
    const writer = new MessageWriter();
    for (const { type, payload } of decodeRecords(message)) {
      if (type === Downstream.Attached) this.watch = new PipelineWatch();
      if (type === Downstream.PipelineReset) this.watch.reset();
      if (type === Downstream.PipelineData) this.watch.look(payload);
      writer.append(type, type === Downstream.PipelineData ? this.#pipelineData(payload) : payload);
    }
    return writer.take();
  }

  #pipelineData(payload: Uint8Array): Uint8Array {
    const isFirst = ((payload[0] ?? 0) & PipelineFlag.First) !== 0;
    if (isFirst) this.#dropsPieces = false;
    // A message that begins and never ends: records are counted, and none may be missing.
    if (this.#dropsPieces) return Uint8Array.of(PipelineFlag.First);
    if (!isFirst || !this.#spoiled) return payload;
    const message = this.#spoiled;
    this.#spoiled = undefined;
    this.#dropsPieces = true;
    return Buffer.concat([Uint8Array.of(PipelineFlag.First | PipelineFlag.Last), message]);
  }
}
