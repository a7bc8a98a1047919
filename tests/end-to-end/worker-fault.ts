import { expect, type Page } from "@playwright/test";

/** Lets a fault befall the worker; answers when its canvas is not shown any more. */
export async function breakWorker(page: Page, fault: () => void): Promise<void> {
  const worker = page.workers().find((each) => each.url().includes("desktop-worker"));
  if (!worker) throw new Error("the page has no worker");
  await page.locator("canvas").evaluate((canvas) => canvas.classList.add("before"));
  await worker.evaluate(fault);
  await expect(page.locator("canvas.before")).toHaveCount(0, { timeout: 40_000 });
}
