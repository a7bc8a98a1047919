import { type Browser, type BrowserServer, chromium } from "@playwright/test";

export type { Page } from "@playwright/test";

/** Debian's Chromium without a window, as the end-to-end tests start it. */
export class Chromium {
  readonly browser: Browser;
  /** Of the process that all others of the browser come from. */
  readonly pid: number;
  readonly #server: BrowserServer;

  private constructor(server: BrowserServer, browser: Browser, pid: number) {
    this.#server = server;
    this.browser = browser;
    this.pid = pid;
  }

  static async start(): Promise<Chromium> {
    const server = await chromium.launchServer({
      executablePath: "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"],
    });
    const { pid } = server.process();
    if (pid === undefined) throw new Error("Chromium did not start");
    return new Chromium(server, await chromium.connect(server.wsEndpoint()), pid);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.#server.close();
  }
}
