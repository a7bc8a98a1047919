import { readFile } from "node:fs/promises";
import { createServer, type Server, type ServerResponse } from "node:http";
import { stripTypeScriptTypes } from "node:module";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { Chromium, type Page } from "../../../tests/servers/chromium.ts";
import { workerTime } from "./thread-time.ts";

const ROOT = new URL("../../../", import.meta.url);
const PAGE = '<!doctype html><script type="module" src="/bench/decode/chromium/page.ts"></script>';

/** The workers of this folder in a Chromium without a window. They run the sources, their types taken off. */
export class BrowserWorkers {
  readonly #files: Map<string, Uint8Array>;
  readonly #server: Server;
  readonly #chromium: Chromium;
  readonly #page: Page;

  private constructor(files: Map<string, Uint8Array>, server: Server, chromium: Chromium, page: Page) {
    this.#files = files;
    this.#server = server;
    this.#chromium = chromium;
    this.#page = page;
  }

  static async start(): Promise<BrowserWorkers> {
    const files = new Map([["/kernels.wasm", await readFile(kernelsPath())]]) as Map<string, Uint8Array>;
    const server = createServer((request, response) => {
      answer(request.url ?? "/", files, response).catch(() => response.writeHead(404).end());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const chromium = await Chromium.start();
    const page = await chromium.browser.newPage();
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction(() => "ask" in window);
    return new BrowserWorkers(files, server, chromium, page);
  }

  /** Lets workers fetch bytes under a path. */
  serve(path: string, bytes: Uint8Array): void {
    this.#files.set(path, bytes);
  }

  /** What the worker of a script answers to a request, and the milliseconds of processor time that all workers took. */
  async ask<Answer>(script: string, request: unknown): Promise<{ answer: Answer; time: number }> {
    const before = workerTime(this.#chromium.pid);
    const answer = (await this.#page.evaluate(([script, request]) => window.ask(script as string, request), [
      script,
      request,
    ] as const)) as Answer;
    return { answer, time: workerTime(this.#chromium.pid) - before };
  }

  async close(): Promise<void> {
    await this.#chromium.close();
    this.#server.close();
  }
}

async function answer(path: string, files: ReadonlyMap<string, Uint8Array>, response: ServerResponse): Promise<void> {
  const file = files.get(path);
  if (path === "/") response.setHeader("Content-Type", "text/html").end(PAGE);
  else if (file) {
    const type = path.endsWith(".wasm") ? "application/wasm" : "application/octet-stream";
    response.setHeader("Content-Type", type).end(file);
  } else {
    const source = await readFile(new URL(`.${path}`, ROOT), "utf8");
    response.setHeader("Content-Type", "text/javascript").end(stripTypeScriptTypes(source));
  }
}

export function kernelsPath(): string {
  return fileURLToPath(import.meta.resolve("@passerelle/graphics/kernels.wasm"));
}
