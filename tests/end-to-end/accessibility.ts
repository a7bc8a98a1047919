import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const serious = ["serious", "critical"];

/**
 * Fails if axe-core finds a serious fault on the page as it is now: WCAG 2.2 A and AA. Wait for what you expect on the page
 * first, and for animations, which change contrasts.
 */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished)));
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  const faults = violations
    .filter(({ impact }) => serious.includes(impact ?? ""))
    .map(({ id, help, nodes }) => ({ id, help, elements: nodes.map((node) => node.html) }));
  expect(faults).toEqual([]);
}
