import { createServer, type Server } from "node:http";
import { DEVICE_SUBPROTOCOL, GUEST_DEVICE_SUBPROTOCOL, GUEST_SUBPROTOCOL } from "@passerelle/tunnel";
import { expect, type Mock, vi } from "vitest";
import { WebSocketServer } from "ws";
import { TEST_DEVICE_SETTINGS } from "../../devices/testing/device-settings.ts";
import type { SharedSession } from "../../sharing/share-links.ts";
import type { Visitor } from "../../sharing/visitor.ts";
import { SessionManager } from "../session-manager.ts";
import { MemoryStore, marie } from "./memory-store.ts";
import { ScriptedServer, type ServerConnection } from "./scripted-server.ts";
import { silentLogger } from "./silent-logger.ts";
import { TestBrowser } from "./test-browser.ts";

export const theConnection = { connection: { dataSource: "postgresql", identifier: "1" } };

/** Milliseconds without input after which a person counts as idle. */
export const IDLE_LIMIT = 60_000;

/** What a scripted server says of its desktop when it is there. */
export const ACTIVE = { type: "active", width: 1280, height: 800, unicodeInput: true, relativeInput: true };

/** A session manager behind a WebSocket server, with one connection to a scripted server. */
export class TestGateway {
  readonly store: MemoryStore;
  readonly desktop: ScriptedServer;
  readonly manager: SessionManager;
  readonly logger: Record<"info" | "warn" | "error", Mock>;
  /** Who the next browser is. */
  principal = marie;
  /** Who the next guest is. */
  visitor: Visitor = { remoteHost: "198.51.100.7", account: undefined };
  readonly #server: Server;

  private constructor(desktop: ScriptedServer, server: Server, parameters: Record<string, string>) {
    this.desktop = desktop;
    this.#server = server;
    this.store = new MemoryStore({ port: String(desktop.port), username: "m", password: "hunter2", ...parameters });
    this.logger = silentLogger();
    const { store, logger } = this;
    this.manager = new SessionManager({ store, logger, devices: TEST_DEVICE_SETTINGS, idleLimit: IDLE_LIMIT });
    const sockets = new WebSocketServer({ server });
    sockets.on("connection", (socket) => {
      const { remoteHost } = this.visitor;
      if (socket.protocol === GUEST_SUBPROTOCOL) this.manager.sharing.attach(socket, this.visitor);
      else if (socket.protocol === GUEST_DEVICE_SUBPROTOCOL) this.manager.sharing.attachDevices(socket, remoteHost);
      else if (socket.protocol === DEVICE_SUBPROTOCOL) this.manager.attachDevices(socket, this.principal);
      else this.manager.attach(socket, this.principal);
    });
  }

  static async start(parameters: Record<string, string> = {}): Promise<TestGateway> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new TestGateway(await ScriptedServer.listen(), server, parameters);
  }

  /** Where it takes WebSockets. */
  get url(): string {
    const address = this.#server.address();
    return `ws://127.0.0.1:${typeof address === "object" && address ? address.port : 0}/`;
  }

  browser(): TestBrowser {
    return new TestBrowser(this.url);
  }

  /** The session with this id, which is the principal's. */
  shared(id: string): SharedSession {
    const shared = this.manager.sharing.ownSession(this.principal.userId, id);
    if (!shared) throw new Error(`no session ${id}`);
    return shared;
  }

  /** The key of a new link to a session. */
  share(id: string, profile = "1", minutes?: number): string {
    const made = this.manager.sharing.makeLink(this.shared(id), { identifier: profile, name: "profile" }, minutes);
    if (!made) throw new Error("too many links");
    return made.key;
  }

  guest(): TestBrowser {
    return new TestBrowser(this.url, GUEST_SUBPROTOCOL);
  }

  /** A browser whose desktop is there, and the server of that. */
  async openDesktop(): Promise<{ browser: TestBrowser; server: ServerConnection; id: string }> {
    const browser = this.browser();
    const { session } = await browser.attach(theConnection);
    const server = await this.desktop.connection();
    await server.call("start");
    server.send(ACTIVE);
    await browser.status("active");
    return { browser, server, id: session };
  }

  /** The history rows, once all of them are closed. */
  async closedHistory(): Promise<MemoryStore["history"]> {
    await vi.waitFor(() => expect(this.store.history.every(({ closings }) => closings.length === 1)).toBe(true));
    return this.store.history;
  }

  async stop(): Promise<void> {
    await this.manager.shutdown();
    this.desktop.close();
    this.#server.close();
    this.#server.closeAllConnections();
  }
}
