import { expect, type Page } from "@playwright/test";
import { type Picture, pictureFromRgba } from "../pictures/picture.ts";
import { ADMIN, ADMIN_PASSWORD, type GatewayProcess } from "../servers/gateway.ts";

/** A connection opened in the browser. */
export class DesktopPage {
  readonly page: Page;

  private constructor(page: Page) {
    this.page = page;
  }

  /** Signs in and opens a connection; answers once the desktop is active and has the keyboard. */
  static async open(page: Page, gateway: Pick<GatewayProcess, "url">, connection: string): Promise<DesktopPage> {
    await DesktopPage.openUnready(page, gateway, connection);
    const desktop = await DesktopPage.opened(page);
    await expect(page.locator("textarea"), "the desktop has the keyboard").toBeFocused();
    return desktop;
  }

  /** The desktop that the page is opening, once it is active. */
  static async opened(page: Page): Promise<DesktopPage> {
    const desktop = new DesktopPage(page);
    await expect(desktop.canvas).toBeVisible({ timeout: 60_000 });
    await expect(page.getByRole("progressbar")).toHaveCount(0);
    return desktop;
  }

  /** The same for a connection that is going to ask or fail. */
  static async openUnready(page: Page, gateway: Pick<GatewayProcess, "url">, connection: string): Promise<void> {
    await page.goto(`${gateway.url}/#/desktop/${connection}`);
    await page.getByLabel("User name").fill(ADMIN);
    await page.getByLabel("Password", { exact: true }).fill(ADMIN_PASSWORD);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
  }

  get canvas() {
    return this.page.locator("canvas");
  }

  /** The pixels that the canvas holds. */
  async picture(): Promise<Picture> {
    const { width, height, base64 } = await this.canvas.evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const copy = new OffscreenCanvas(canvas.width, canvas.height);
      const context = copy.getContext("2d", { willReadFrequently: true });
      if (!context) throw new Error("no 2D context");
      context.drawImage(canvas, 0, 0);
      const { data, width, height } = context.getImageData(0, 0, canvas.width, canvas.height);
      let binary = "";
      for (let start = 0; start < data.length; start += 0x8000) {
        binary += String.fromCharCode(...data.subarray(start, start + 0x8000));
      }
      return { width, height, base64: btoa(binary) };
    });
    return pictureFromRgba(width, height, Buffer.from(base64, "base64"));
  }

  /** A point of the desktop, as a point of the page. */
  async point(x: number, y: number): Promise<{ x: number; y: number }> {
    const box = await this.canvas.boundingBox();
    const size = await this.canvas.evaluate((element) => {
      const { width, height } = element as HTMLCanvasElement;
      return { width, height };
    });
    if (!box) throw new Error("the canvas is not shown");
    return { x: box.x + (x * box.width) / size.width, y: box.y + (y * box.height) / size.height };
  }
}
