import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type BrowserContext, expect, type Page, test } from "@playwright/test";
import { DebianRoot, TEST_PASSWORD, TEST_USER } from "../servers/debian-root.ts";
import { GatewayProcess, type Parameters } from "../servers/gateway.ts";
import type { XDisplay } from "../servers/x-display.ts";
import { Xrdp } from "../servers/xrdp.ts";
import { DesktopPage } from "./desktop-page.ts";

let gateway: GatewayProcess;
let server: Xrdp;

test.beforeAll(async () => {
  server = await Xrdp.start(await DebianRoot.open("bookworm"), { security: "tls", firstDisplay: 40 });
  gateway = await GatewayProcess.start();
});
test.afterAll(async () => {
  await gateway.stop();
  server.stop();
});

async function open(page: Page, parameters: Parameters = {}): Promise<{ desktop: DesktopPage; display: XDisplay }> {
  const connection = await gateway.createConnection(test.info().title, {
    hostname: "127.0.0.1",
    port: String(server.port),
    username: TEST_USER,
    password: TEST_PASSWORD,
    "ignore-cert": "true",
    ...parameters,
  });
  const desktop = await DesktopPage.open(page, gateway, connection);
  return { desktop, display: await server.display() };
}

test("Ctrl+C and Ctrl+V carry text both ways, without any permission", async ({ page, context }) => {
  const { desktop, display } = await open(page);
  const notes = await Notes.open(context);
  const terminal = await Terminal.start(display, "Schreibtisch");
  await page.bringToFront();

  const word = await desktop.point(40, 14);
  await page.mouse.dblclick(word.x, word.y);
  await page.keyboard.press("Control+C");
  await expect.poll(() => notes.paste()).toBe("Schreibtisch");

  await notes.copy("Texte de l’agent");
  await page.bringToFront();
  await page.evaluate(() => dispatchEvent(new Event("blur")));
  await page.keyboard.press("Control+V");
  await expect.poll(() => terminal.typed()).toBe("Texte de l’agent");
});

test.describe("with the browser's permission", () => {
  test.use({ permissions: ["clipboard-read", "clipboard-write"] });

  test("text goes both ways without a key", async ({ page }) => {
    const { display } = await open(page);
    // What this computer has when the desktop opens is the desktop's first.
    await page.evaluate(() => navigator.clipboard.writeText("von vorher"));
    await expect.poll(() => pasteInX(display, "UTF8_STRING").then(String)).toBe("von vorher");
    await copyInX(display, "UTF8_STRING", Buffer.from("Grüße vom Schreibtisch"));
    await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toBe("Grüße vom Schreibtisch");
    await page.evaluate(() => navigator.clipboard.writeText("Bonjour du navigateur"));
    await expect.poll(() => pasteInX(display, "UTF8_STRING").then(String)).toBe("Bonjour du navigateur");
  });
});

/** Another page of this computer, in which somebody copies and pastes. */
class Notes {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  static async open(context: BrowserContext): Promise<Notes> {
    const page = await context.newPage();
    await page.setContent("<textarea></textarea>");
    return new Notes(page);
  }

  async copy(text: string): Promise<void> {
    await this.#page.bringToFront();
    await this.#page.locator("textarea").fill(text);
    await this.#page.locator("textarea").press("Control+A");
    await this.#page.keyboard.press("Control+C");
  }

  async paste(): Promise<string> {
    await this.#page.bringToFront();
    await this.#page.locator("textarea").fill("");
    await this.#page.keyboard.press("Control+V");
    return this.#page.locator("textarea").inputValue();
  }
}

/** A terminal of the desktop that copies and pastes by the usual keys, and keeps what is typed into it. */
class Terminal {
  readonly #path: string;

  private constructor(path: string) {
    this.#path = path;
  }

  static async start(display: XDisplay, words: string): Promise<Terminal> {
    const name = `/tmp/typed-${display.number}.txt`;
    const keys = "Ctrl <Key>c: copy-selection(CLIPBOARD)\\n Ctrl <Key>v: insert-selection(CLIPBOARD)";
    display.start([
      ...["xterm", "-u8", "-geometry", "60x10+0+0", "-xrm", `XTerm*VT100.translations: #override ${keys}`],
      ...[
        "-e",
        "sh",
        "-c",
        `echo ${words}; stty -icanon; xprop -root -f TERMINAL_READY 32c -set TERMINAL_READY 1; exec cat > ${name}`,
      ],
    ]);
    await expect.poll(() => display.run(["xprop", "-root", "TERMINAL_READY"]).then(String)).toContain("= 1");
    return new Terminal(join(display.root.path, name));
  }

  typed(): Promise<string> {
    return readFile(this.#path, "utf8");
  }
}

async function copyInX(display: XDisplay, target: string, bytes: Uint8Array): Promise<void> {
  const name = `/tmp/copied-${display.number}`;
  await display.root.write(name, bytes);
  display.start(["xclip", "-selection", "clipboard", "-quiet", "-t", target, "-i", name]);
}

function pasteInX(display: XDisplay, target: string): Promise<Buffer> {
  return display.run(["xclip", "-selection", "clipboard", "-t", target, "-o"]).catch(() => Buffer.alloc(0));
}
