import { type Playground, type PlaygroundOptions, startPlayground } from "@passerelle/playground";
import { expect, type Page } from "@playwright/test";
import { type Picture, pictureFromBgrx } from "../pictures/picture.ts";
import { GatewayProcess, type Parameters } from "../servers/gateway.ts";
import { DesktopPage } from "./desktop-page.ts";
import { openMenu } from "./menu.ts";

/** A playground, and a gateway with a connection to it. */
export class PlaygroundSession {
  readonly gateway: GatewayProcess;
  readonly playground: Playground;
  readonly connection: string;

  private constructor(gateway: GatewayProcess, playground: Playground, connection: string) {
    this.gateway = gateway;
    this.playground = playground;
    this.connection = connection;
  }

  /** @param parameters of the connection, beside those that lead to the playground */
  static async start(options: PlaygroundOptions = {}, parameters: Parameters = {}): Promise<PlaygroundSession> {
    const playground = await startPlayground({ now: () => new Date(2026, 0, 5, 9, 30), ...options });
    const gateway = await GatewayProcess.start();
    const connection = await gateway.createConnection("Playground", {
      hostname: "127.0.0.1",
      port: String(playground.port),
      username: "demo",
      password: "demo",
      "ignore-cert": "true",
      ...parameters,
    });
    return new PlaygroundSession(gateway, playground, connection);
  }

  async stop(): Promise<void> {
    await this.gateway.stop();
    await this.playground.stop();
  }

  /** @param through what stands between browser and gateway; absent: nothing */
  open(page: Page, through: { readonly url: string } = this.gateway): Promise<DesktopPage> {
    return DesktopPage.open(page, through, this.connection);
  }

  /** Ends the session, so that the next one is the only one. */
  async leave(page: Page): Promise<void> {
    await openMenu(page);
    await page.getByRole("button", { name: "Disconnect" }).click();
    await expect.poll(() => this.playground.sessions.length).toBe(0);
  }

  /** What the server has drawn for the only one who is there. */
  drawn(): Picture {
    const canvas = this.playground.sessions[0]?.desktop?.canvas;
    if (!canvas) throw new Error("nobody is at the playground");
    const { width, height, words } = canvas;
    return pictureFromBgrx(width, height, new Uint8Array(words.buffer, words.byteOffset, words.byteLength));
  }

  /** What was typed at the desktop. */
  typed(): string {
    return this.playground.sessions[0]?.desktop?.text ?? "";
  }
}
