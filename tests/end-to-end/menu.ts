import { expect, type Page } from "@playwright/test";

/** Opens the desktop's menu by its keys; again if they came while the page was still giving the desktop the keyboard. */
export async function openMenu(page: Page): Promise<void> {
  const menu = page.getByRole("toolbar");
  await expect(async () => {
    if (!(await menu.isVisible())) await page.keyboard.press("Control+Alt+Shift");
    await expect(menu).toBeVisible({ timeout: 1000 });
  }).toPass();
}

/** Opens the panel beside the desktop at one of its sections. */
export async function openPanel(page: Page, section: string): Promise<void> {
  await openMenu(page);
  await page.getByRole("button", { name: "Panel", exact: true }).click();
  await page.getByRole("tab", { name: section }).click();
  await expect(page.getByRole("tabpanel", { name: section })).toBeVisible();
}
