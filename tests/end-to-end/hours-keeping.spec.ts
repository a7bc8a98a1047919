import { expect, type Page, test } from "@playwright/test";
import { ADMIN, ADMIN_PASSWORD } from "../servers/gateway.ts";
import { expectAccessible } from "./accessibility.ts";
import type { Agent } from "./agent.ts";
import { lastMonth, TEAM, WorkedMonth, workdays } from "./worked-month.ts";

const MONTH = lastMonth();
const [FIRST = "", SECOND = ""] = workdays();
const CLERK = "claire";

let month: WorkedMonth;
let clerk: Agent;

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  month = await WorkedMonth.start();
  await month.createTeam();
  await month.person("rina", { isMember: true });
  clerk = await month.person(CLERK, { isMember: false });
  await month.giveRole(CLERK, "clerk", null);
  await month.works("rina", "08:00", "12:00");
  await month.leaveOpen("rina", SECOND, "13:00");
});
test.afterAll(async () => {
  await month?.stop();
});

async function asAdministrator(page: Page, address: string): Promise<void> {
  await page.goto(`${month.gateway.url}/#${address}`);
  await page.getByLabel("User name").fill(ADMIN);
  await page.getByLabel("Password", { exact: true }).fill(ADMIN_PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

async function pick(page: Page, label: string, text: string): Promise<void> {
  await page.getByRole("combobox", { name: label }).fill(text);
  await page.getByRole("option", { name: text }).click();
}

function dialogOf(page: Page, action: string) {
  return page.getByRole("dialog").getByRole("button", { name: action, exact: true });
}

test("a clerk corrects, with a reason, and takes it back; nothing is settled silently", async ({ page }) => {
  await clerk.open(page, `/hours/people/rina?month=${MONTH}&day=${FIRST}`);
  await page.getByRole("button", { name: "Add time…" }).click();
  const dialog = page.getByRole("dialog", { name: "Add time for rina" });
  await dialogOf(page, "Add time").click();
  await expect(dialog.getByText("Give a reason.")).toBeVisible();
  await expect(dialog.getByText("Enter the day and both times.")).toBeVisible();
  await dialog.getByLabel("From").fill("12:00");
  await dialog.getByLabel("To").fill("13:30");
  await expect(dialog.getByText("1h\u00a030m, in the time zone")).toBeVisible();
  await dialog.getByLabel("Reason").fill("Power cut at the office");
  await expectAccessible(page);
  await dialogOf(page, "Add time").click();

  const day = page.locator(`[data-day="${FIRST}"]`);
  await expect(day).toContainText("5h\u00a030m");
  const corrections = page.getByRole("region", { name: "Corrections" }).first();
  const made = corrections.getByRole("row").filter({ hasText: "Power cut" });
  await expect(made).toContainText(CLERK);
  await made.getByRole("button", { name: "Withdraw…" }).click();
  await page.getByRole("dialog").getByLabel("Reason").fill("It was the day before");
  await dialogOf(page, "Withdraw").click();
  await expect(day).toContainText("4h\u00a000m");
  await expect(made).toContainText("It was the day before");
});

test("a clerk says what stands in the way of closing a month, and closes it", async ({ page }) => {
  await clerk.open(page, "/hours/closing");
  const row = page.getByRole("row").nth(2);
  await expect(row).toContainText("Open");
  await row.getByRole("button", { name: "Close…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("1 session has no known end and would count nothing:")).toBeVisible();
  await expect(dialogOf(page, "Close and sign")).toBeDisabled();
  await expectAccessible(page);
  await dialogOf(page, "Cancel").click();

  await page.getByRole("link", { name: "Corrections", exact: true }).click();
  await page.getByRole("button", { name: "Previous month" }).click();
  await page.getByRole("button", { name: "Settle…" }).click();
  await page.getByRole("dialog").getByLabel("To").fill("15:00");
  await page.getByRole("dialog").getByLabel("Reason").fill("Seen on the camera");
  await dialogOf(page, "Settle").click();
  await expect(page.getByText("There is no doubtful session in this month.")).toBeVisible();
  await expect(page.getByRole("row").filter({ hasText: "Session settled" })).toContainText("13:00 – 15:00");

  await page.getByRole("link", { name: "Closing", exact: true }).click();
  await row.getByRole("button", { name: "Close…" }).click();
  await expect(dialog.getByText("Nothing stands in the way.")).toBeVisible();
  await dialogOf(page, "Close and sign").click();
  await expect(row).toContainText(`${CLERK}, `);
  await expect(row).toContainText("Signature valid");
  await expect(row.getByRole("button", { name: "Open again…" })).toHaveCount(0);
  await row.getByRole("link", { name: "Look" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "is closed" })).toContainText("The signature is valid.");

  await page.goto(`${month.gateway.url}/#/hours/people/rina?month=${MONTH}&day=${FIRST}`);
  await page.getByRole("button", { name: "Remove time…" }).click();
  await page.getByRole("dialog").getByLabel("From").fill("08:00");
  await page.getByRole("dialog").getByLabel("To").fill("09:00");
  await page.getByRole("dialog").getByLabel("Reason").fill("Too late");
  await dialogOf(page, "Remove time").click();
  await expect(page.getByRole("dialog").getByRole("alert")).toContainText("is closed");
});

test("only an administrator opens a month again, and gives roles", async ({ page }) => {
  await asAdministrator(page, "/hours/closing");
  const row = page.getByRole("row").nth(2);
  await row.getByRole("button", { name: "Open again…" }).click();
  await page.getByRole("dialog").getByLabel("Reason").fill("Hours were forgotten");
  await dialogOf(page, "Open again").click();
  await expect(row).toContainText("Opened again by admin");
  await expect(row.getByRole("button", { name: "Close…" })).toBeVisible();
  await expectAccessible(page);
  await row.getByRole("link", { name: "What was frozen" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "is closed" })).toContainText("The signature is valid.");
  await expect(page.getByRole("row").filter({ hasText: "rina" })).toContainText("6h\u00a000m");
  await page.getByRole("link", { name: "Closing months" }).click();

  await page.getByRole("link", { name: "Roles" }).click();
  await page.getByRole("button", { name: "Give a role" }).click();
  await pick(page, "User or group", "rina");
  await pick(page, "Team", TEAM);
  await expectAccessible(page);
  await dialogOf(page, "Give").click();
  const role = page.getByRole("row").filter({ hasText: "rina" });
  await expect(role).toContainText("Team leader");
  await role.getByRole("button", { name: "Take away… rina" }).click();
  await dialogOf(page, "Take away").click();
  await expect(role).toHaveCount(0);
  await expect(page.getByRole("row").filter({ hasText: CLERK })).toContainText("Payroll clerk");
});

test("a clerk plans hours and public holidays, and reports compare with them", async ({ page }) => {
  await clerk.open(page, "/hours/planning");
  await page.getByRole("tab", { name: "Public holidays" }).click();
  await page.getByRole("button", { name: "Public holidays of a country" }).click();
  await page.getByRole("dialog").getByLabel("Country").selectOption("Madagascar");
  await page.getByRole("dialog").getByRole("combobox", { name: "Calendar" }).fill("Antananarivo");
  await expect(page.getByRole("checkbox", { name: "Independence Day" })).toBeChecked();
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /^Add \d+ days$/ })
    .click();
  await expect(page.getByRole("row").filter({ hasText: "Independence Day" })).toBeVisible();
  await expectAccessible(page);

  await page.getByRole("tab", { name: "Schedules" }).click();
  await page.getByRole("button", { name: "New schedule" }).click();
  await pick(page, "User or group", TEAM);
  const dialog = page.getByRole("dialog");
  await dialog.getByLabel("In force from").fill(`${MONTH}-01`);
  await dialog.getByLabel("Friday").fill("7,5 or so");
  await dialogOf(page, "Save").click();
  await expect(dialog.getByText("Enter hours such as 7:30 or 7.5, at most 24.")).toBeVisible();
  await dialog.getByLabel("Friday").fill("7,5");
  await expect(dialog.getByText("39h\u00a030m a week")).toBeVisible();
  await expectAccessible(page);
  await dialogOf(page, "Save").click();
  await expect(page.getByRole("row").filter({ hasText: TEAM })).toContainText("39h\u00a030m");

  await page.goto(`${month.gateway.url}/#/hours/people/rina?month=${MONTH}`);
  await expect(page.getByText(/against the plan$/)).toContainText("−");
});

test("a clerk says when the monthly report is mailed, and to whom", async ({ page }) => {
  await clerk.open(page, "/hours/mail");
  await expect(page.getByRole("alert").filter({ hasText: "No mail can be sent" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Send a test mail" })).toBeDisabled();
  await page.getByRole("switch", { name: "Send the report" }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("Enter at least one address.")).toBeVisible();
  await page.getByRole("combobox", { name: "To", exact: true }).fill("payroll@example.org");
  await page.keyboard.press("Enter");
  await page.getByLabel("On this day of the month").selectOption("3");
  await page.getByRole("checkbox", { name: "CSV" }).check();
  await expectAccessible(page);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("The settings have been saved.")).toBeVisible();
  await page.reload();
  await expect(page.getByText("payroll@example.org")).toBeVisible();
  await expect(page.getByLabel("On this day of the month")).toHaveValue("3");
  await expect(page.getByRole("switch", { name: "Send the report" })).toBeChecked();
});

test("an auditor reads all of it and changes nothing", async ({ page }) => {
  const auditor = await month.person("aina", { isMember: false });
  const patches = [{ op: "add", path: "/systemPermissions", value: "AUDIT" }];
  await month.gateway.call("PATCH", "api/session/data/postgresql/users/aina/permissions", patches);
  await auditor.open(page, "/hours/closing");
  await expect(page.getByRole("row").nth(2)).toContainText("Opened again by admin");
  await expect(page.getByRole("button", { name: "Close…" })).toHaveCount(0);
  await page.getByRole("link", { name: "Schedules" }).click();
  await expect(page.getByRole("row").filter({ hasText: TEAM })).toContainText("39h\u00a030m");
  await expect(page.getByRole("button", { name: "New schedule" })).toHaveCount(0);
  await page.getByRole("link", { name: "Roles" }).click();
  await expect(page.getByRole("row").filter({ hasText: CLERK })).toContainText("Payroll clerk");
  await expect(page.getByRole("button", { name: "Give a role" })).toHaveCount(0);
  await expect(page.getByRole("link", { name: "Monthly mail" })).toHaveCount(0);
});
