import { AxeBuilder } from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const serious = ["serious", "critical"];

/**
 * Fails if axe-core finds a serious fault on the page as it is now: WCAG 2.2 A and AA. Wait for what you expect on the page
 * first.
 */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(finishAnimations);
  const { violations } = await new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"])
    .analyze();
  const faults = violations
    .filter(({ impact }) => serious.includes(impact ?? ""))
    .map(({ id, help, nodes }) => ({ id, help, elements: nodes.map((node) => node.html) }));
  expect(faults).toEqual([]);
}

/** Runs in the page: waits for what fades in, because that changes contrasts; spinners go on for ever. */
async function finishAnimations(): Promise<void> {
  const ending = document.getAnimations().filter(({ effect }) => effect?.getComputedTiming().endTime !== Infinity);
  await Promise.allSettled(ending.map((animation) => animation.finished));
}
