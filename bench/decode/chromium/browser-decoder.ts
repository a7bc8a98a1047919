import { readFile } from "node:fs/promises";
import { createServer, type Server, type ServerResponse } from "node:http";
import { stripTypeScriptTypes } from "node:module";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { Chromium, type Page } from "../../../tests/servers/chromium.ts";
import type { Workload } from "../workloads.ts";
import type { PaintRequest } from "./page.ts";
import { workerTime } from "./thread-time.ts";

const ROOT = new URL("../../../", import.meta.url);
const PAGE = '<!doctype html><script type="module" src="/bench/decode/chromium/page.ts"></script>';

/** The decoder in a worker of a Chromium without a window. It runs the sources, their types taken off. */
export class BrowserDecoder {
  readonly #workloads: Map<string, Workload>;
  readonly #server: Server;
  readonly #chromium: Chromium;
  readonly #page: Page;

  private constructor(server: Server, chromium: Chromium, page: Page, workloads: Map<string, Workload>) {
    this.#server = server;
    this.#chromium = chromium;
    this.#page = page;
    this.#workloads = workloads;
  }

  static async start(): Promise<BrowserDecoder> {
    const workloads = new Map<string, Workload>();
    const server = createServer((request, response) => {
      answer(request.url ?? "/", workloads, response).catch(() => response.writeHead(404).end());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const chromium = await Chromium.start();
    const page = await chromium.browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction(() => "paint" in window);
    return new BrowserDecoder(server, chromium, page, workloads);
  }

  /** Gives a workload a name for `paint`. */
  add(name: string, workload: Workload): void {
    this.#workloads.set(name, workload);
  }

  /** Milliseconds of the worker's processor time. */
  async paint(request: PaintRequest): Promise<number> {
    const before = workerTime(this.#chromium.pid);
    await this.#page.evaluate((asked) => window.paint(asked), request);
    return workerTime(this.#chromium.pid) - before;
  }

  async close(): Promise<void> {
    await this.#chromium.close();
    this.#server.close();
  }
}

async function answer(path: string, workloads: ReadonlyMap<string, Workload>, response: ServerResponse): Promise<void> {
  const [, name = "", part = ""] = /^\/workloads\/([^/]+)\/(setup|frame)$/.exec(path) ?? [];
  const workload = workloads.get(decodeURIComponent(name));
  if (path === "/") response.setHeader("Content-Type", "text/html").end(PAGE);
  else if (workload) response.end(part === "setup" ? workload.setup : workload.frame);
  else if (path === "/kernels.wasm") {
    response.setHeader("Content-Type", "application/wasm").end(await readFile(kernelsPath()));
  } else {
    const source = await readFile(new URL(`.${path}`, ROOT), "utf8");
    response.setHeader("Content-Type", "text/javascript").end(stripTypeScriptTypes(source));
  }
}

export function kernelsPath(): string {
  return fileURLToPath(import.meta.resolve("@passerelle/graphics/kernels.wasm"));
}
