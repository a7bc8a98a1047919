import { expect, type Locator, type Page, test } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import type { Agent } from "./agent.ts";
import { lastMonth, TEAM, WorkedMonth, workdays } from "./worked-month.ts";

const MONTH = lastMonth();
const DAYS = workdays();
const [FIRST = "", SECOND = ""] = DAYS;

let month: WorkedMonth;
let rina: Agent;
let hery: Agent;

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  month = await WorkedMonth.start();
  await month.createTeam();
  rina = await month.person("rina", { isMember: true });
  await month.person("lova", { isMember: true });
  await month.person("soa", { isMember: false });
  hery = await month.person("hery", { isMember: false });
  await month.giveRole("hery", "leader", TEAM);
  await month.works("rina", "08:00", "12:00");
  await month.works("rina", "13:00", "17:30");
  await month.works("lova", "09:00", "12:00");
  await month.works("lova", "11:00", "15:00");
  await month.works("soa", "09:00", "10:00");
  await month.leaveOpen("lova", SECOND, "16:00");
});
test.afterAll(async () => {
  await month?.stop();
});

/** As the pages write it in English, with its non-breaking space. */
function hours(count: number): string {
  const whole = Math.floor(count);
  return `${whole}h\u00a0${String(Math.round((count - whole) * 60)).padStart(2, "0")}m`;
}

function dayButton(page: Page, day: string): Locator {
  return page.locator(`[data-day="${day}"]`);
}

test("an agent finds their own hours and nobody else's, in any time zone", async ({ page }) => {
  await rina.open(page, "/");
  await page.getByRole("button", { name: "Account of rina" }).click();
  await page.getByRole("menuitem", { name: "Worked hours" }).click();
  await expect(page.getByRole("heading", { name: "My hours", level: 1 })).toBeVisible();
  await expect(page.getByRole("navigation")).toHaveCount(0);
  await page.getByRole("button", { name: "Previous month" }).click();

  const calendar = page.getByRole("region", { name: "Calendar" });
  await expect(page.getByText(hours(8.5 * DAYS.length)).first()).toBeVisible();
  await expect(page.getByText(`on ${DAYS.length} days`)).toBeVisible();
  await expect(
    calendar.getByRole("button", { name: /connected 8h 30m, active 7h 30m, from 08:00 to 17:30/ }),
  ).toHaveCount(DAYS.length);

  await dayButton(page, FIRST).click();
  const detail = page.getByRole("region", { name: "The day in detail" });
  await expect(detail.getByRole("row")).toHaveCount(3);
  await expect(detail.getByRole("row").nth(1)).toContainText("08:00 – 12:00");
  await expect(detail.getByText(/^Breaks/)).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/day=/);
  await expectAccessible(page);

  await page.getByRole("button", { name: "7.50" }).click();
  await expect(dayButton(page, FIRST)).toContainText("8.50");
  await page.goto(`${month.gateway.url}/#/hours/report`);
  await expect(page.getByRole("heading", { name: "My hours", level: 1 })).toBeVisible();

  // The same moments are other times elsewhere.
  await page.getByRole("button", { name: "Previous month" }).click();
  await expect(dayButton(page, FIRST)).toContainText("08:00 – 17:30");
  await page.getByRole("combobox", { name: "Time zone" }).fill("Noumea");
  await page.getByRole("option", { name: "Pacific/Noumea" }).click();
  await expect(dayButton(page, FIRST)).toContainText("16:00");
});

test("own hours fit a telephone, in French", async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "fr-FR" });
  const page = await context.newPage();
  await rina.open(page, `/hours?month=${MONTH}&day=${FIRST}`);
  await expect(page.getByRole("heading", { name: "Mes heures", level: 1 })).toBeVisible();
  await expect(dayButton(page, FIRST)).toContainText("8\u00a0h\u00a030");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await expectAccessible(page);
  await context.close();
});

test("a team leader sees the team, and goes from a line to its days", async ({ page }) => {
  await hery.open(page, "/hours");
  const navigation = page.getByRole("navigation", { name: "Worked hours" });
  await expect(navigation.getByRole("link")).toHaveText(["My hours", "Report", "Day"]);
  await navigation.getByRole("link", { name: "Report" }).click();
  await page.getByRole("combobox", { name: "Days of the report" }).selectOption("Last month");

  const row = (name: string) => page.getByRole("row").filter({ hasText: name });
  await expect(row("rina")).toContainText(hours(8.5 * DAYS.length));
  await expect(row("lova")).toContainText(hours(6 * DAYS.length));
  await expect(row("lova"), "the plain sum counts overlaps twice").toContainText(hours(7 * DAYS.length));
  await expect(row("lova")).toContainText("1 doubtful");
  await expect(row("Together")).toContainText(hours(14.5 * DAYS.length));
  await expect(page.getByRole("rowheader", { name: "soa" })).toHaveCount(0);
  await page.getByRole("button", { name: "Connected" }).click();
  await expect(page.getByRole("rowheader").first()).toContainText("lova");
  await page.getByRole("button", { name: "Connected" }).click();
  await expect(page.getByRole("rowheader").first()).toContainText("rina");

  await page.getByRole("button", { name: "Export" }).click();
  const download = page.waitForEvent("download");
  await page.getByRole("menuitem", { name: "Excel (XLSX)" }).click();
  expect((await download).suggestedFilename()).toMatch(/\.xlsx$/);

  await page.getByRole("combobox", { name: "Columns of the report" }).selectOption("Day by day");
  await expect(page.getByRole("columnheader")).toHaveCount(2 + Temporal.PlainYearMonth.from(MONTH).daysInMonth);
  await expect(page.getByRole("rowheader", { name: "lova" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("combobox", { name: "One line for each" }).selectOption("By team");
  await page.getByRole("link", { name: TEAM }).click();
  await page.getByRole("link", { name: "lova" }).click();
  await expect(page.getByRole("heading", { name: "Hours of lova", level: 1 })).toBeVisible();
  await dayButton(page, SECOND).click();
  await expect(page.getByRole("cell", { name: "16:00 – ?" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Settle…" })).toHaveCount(0);
  await expect(page.getByRole("button", { name: "Add time…" })).toHaveCount(0);
});

test("the day of the team, with the keyboard", async ({ page }) => {
  await hery.open(page, `/hours/day?day=${SECOND}`);
  const line = page.getByRole("button", { name: /^lova/ });
  await expect(line).toContainText(hours(6));
  await expect(page.getByRole("button", { name: /^soa/ })).toHaveCount(0);
  await line.focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("row").filter({ hasText: "11:00 – 15:00" })).toBeVisible();
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectAccessible(page);
  await page.getByRole("button", { name: "Previous day" }).click();
  await expect(page.getByLabel("Day to show")).toHaveValue(FIRST);
  await page.goto(`${month.gateway.url}/#/hours/people/soa`);
  await expect(page.getByRole("alert", { name: "The hours could not be counted" })).toBeVisible();
});
