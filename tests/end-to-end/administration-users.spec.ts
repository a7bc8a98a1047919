import { expect, type Page, test } from "@playwright/test";
import { ADMIN, ADMIN_PASSWORD, GatewayProcess } from "../servers/gateway.ts";
import { expectAccessible } from "./accessibility.ts";

const AGENT = "rina";
const DELEGATE = "rado";
const TEAM = "Mission Ventes";
const OWN_DESKTOP = "Poste de Rina";
const TEAM_DESKTOP = "Poste commun";
const OTHER_DESKTOP = "Poste de Lova";
const NEW_PASSWORD = "Une-Phrase-De-Passe-1";

let gateway: GatewayProcess;

test.describe.configure({ mode: "serial" });
test.beforeAll(async () => {
  gateway = await GatewayProcess.start();
  for (const name of [OWN_DESKTOP, TEAM_DESKTOP, OTHER_DESKTOP]) {
    await gateway.createConnection(name, { hostname: "192.0.2.1" });
  }
});
test.afterAll(async () => {
  await gateway.stop();
});

/** Opens a page of the administration as somebody. */
async function open(page: Page, address: string, name = ADMIN, password = ADMIN_PASSWORD): Promise<void> {
  await page.goto(`${gateway.url}/#${address}`);
  await page.getByLabel("User name").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

async function pick(page: Page, label: string, text: string): Promise<void> {
  // A dialog that has just closed takes the focus back, and the list closes with it.
  await expect(async () => {
    await page.getByRole("combobox", { name: label }).fill("");
    await page.getByRole("combobox", { name: label }).fill(text);
    await page.getByRole("option", { name: text }).click({ timeout: 5000 });
  }).toPass();
  await page.keyboard.press("Escape");
}

function row(page: Page, name: string) {
  return page.getByRole("row").filter({ hasText: name });
}

test("an administrator makes a group and a user, and grants each a desktop", async ({ page }) => {
  await open(page, "/settings/groups");
  await page.getByRole("button", { name: "New group" }).click();
  await page.getByLabel("Name").fill(TEAM);
  await page.getByRole("button", { name: "Create group" }).click();
  await expect(page.getByRole("heading", { name: TEAM, level: 1 })).toBeVisible();
  await page.getByRole("tab", { name: "Desktops" }).click();
  await pick(page, "Grant the use of desktops", TEAM_DESKTOP);
  await page.getByRole("button", { name: "Grant" }).click();
  await expect(page.getByLabel(`Use: ${TEAM_DESKTOP}`)).toBeChecked();

  await page.getByRole("link", { name: "Users", exact: true }).click();
  await page.getByRole("button", { name: "New user" }).click();
  await page.getByLabel("User name").fill(AGENT);
  await page.getByLabel("Full name").fill("Rina Rakoto");
  await page.getByRole("dialog").getByLabel("Password", { exact: true }).fill("Provisoire-1");
  await pick(page, "Groups", TEAM);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Create user" }).click();
  await expect(page.getByRole("heading", { name: AGENT, level: 1 })).toBeVisible();
  await expect(page.getByText("New password due")).toBeVisible();

  await page.getByRole("tab", { name: "Desktops" }).click();
  await expect(row(page, TEAM_DESKTOP).getByRole("link", { name: TEAM })).toBeVisible();
  await expect(page.getByLabel(`Use: ${TEAM_DESKTOP}`)).not.toBeChecked();
  await pick(page, "Grant the use of desktops", OWN_DESKTOP);
  await page.getByRole("button", { name: "Grant" }).click();
  await expect(page.getByLabel(`Use: ${OWN_DESKTOP}`)).toBeChecked();
});

test("the same rights are seen from the desktop's side, and taken away there", async ({ page }) => {
  await open(page, "/settings/connections");
  await page.getByRole("link", { name: TEAM_DESKTOP }).click();
  await page.getByRole("tab", { name: "Who may use it" }).click();
  await expect(row(page, AGENT).getByRole("link", { name: TEAM })).toBeVisible();
  await expect(page.getByLabel(`Use: ${TEAM}`)).toBeChecked();
  await pick(page, "Add users and groups", AGENT);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await expect(page.getByLabel(`Use: ${AGENT}`)).toBeChecked();
  await page.getByLabel(`Use: ${AGENT}`).click();
  await expect(page.getByLabel(`Use: ${AGENT}`)).not.toBeChecked();
  await expect(row(page, AGENT)).toBeVisible();
});

test("the user chooses a password and finds exactly these two desktops", async ({ page }) => {
  await open(page, "/", AGENT, "Provisoire-1");
  await page.getByLabel("New password", { exact: true }).fill(NEW_PASSWORD);
  await page.getByLabel("New password again", { exact: true }).fill(NEW_PASSWORD);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("link", { name: OWN_DESKTOP })).toBeVisible();
  await expect(page.getByRole("link", { name: TEAM_DESKTOP })).toBeVisible();
  await expect(page.getByText(OTHER_DESKTOP)).toHaveCount(0);

  await page.getByRole("button", { name: `Account of ${AGENT}` }).click();
  await expect(page.getByRole("menuitem", { name: "Sign out" })).toBeVisible();
  await expect(page.getByRole("menuitem", { name: "Administration" })).toHaveCount(0);
  await page.goto(`${gateway.url}/#/settings/users`);
  await expect(page.getByRole("heading", { name: "Connections" })).toBeVisible();
});

test("a delegated administrator sees and changes only the accounts that were entrusted", async ({ page, browser }) => {
  await open(page, "/settings/users");
  await page.getByRole("button", { name: "New user" }).click();
  await page.getByLabel("User name").fill(DELEGATE);
  await page.getByRole("dialog").getByLabel("Password", { exact: true }).fill(NEW_PASSWORD);
  await page.getByRole("switch", { name: "Must choose a new password" }).uncheck();
  await page.getByRole("button", { name: "Create user" }).click();
  await page.getByRole("tab", { name: "Administration" }).click();
  await pick(page, "Let look after accounts and groups", AGENT);
  await page.getByRole("button", { name: "Grant", exact: true }).click();
  await expect(page.getByLabel(`Change: ${AGENT}`)).toBeChecked();

  const delegate = await browser.newPage();
  await open(delegate, "/", DELEGATE, NEW_PASSWORD);
  await delegate.getByRole("button", { name: `Account of ${DELEGATE}` }).click();
  await delegate.getByRole("menuitem", { name: "Administration" }).click();
  const navigation = delegate.getByRole("navigation", { name: "Administration" });
  await expect(navigation.getByRole("link")).toHaveText(["Users"]);
  await expect(delegate.getByRole("link", { name: AGENT })).toBeVisible();
  await expect(delegate.getByRole("link", { name: ADMIN, exact: true })).toHaveCount(0);
  await expect(delegate.getByRole("button", { name: "New user" })).toHaveCount(0);

  await delegate.getByRole("link", { name: AGENT }).click();
  await delegate.getByLabel("Organisation").fill("Support");
  await delegate.getByRole("link", { name: "Users", exact: true }).first().click();
  await delegate.getByRole("button", { name: "Go on editing" }).click();
  await delegate.getByRole("button", { name: "Save" }).click();
  await expect(delegate.getByText("The account has been saved.")).toBeVisible();
  await delegate.getByRole("link", { name: "Users", exact: true }).first().click();
  await expect(row(delegate, AGENT)).toContainText("Support");
  await delegate.close();
});

test("many users are changed at once, and only those that were ticked", async ({ page }) => {
  await open(page, "/settings/users");
  await page.getByLabel(`Select ${AGENT}`).check();
  await page.getByLabel(`Select ${DELEGATE}`).check();
  await page.getByRole("button", { name: "Change", exact: true }).click();
  await page.getByRole("menuitem", { name: "Disable" }).click();
  await expect(row(page, AGENT)).toContainText("Disabled");
  await expect(row(page, DELEGATE)).toContainText("Disabled");
  await expect(row(page, ADMIN).first()).not.toContainText("Disabled");

  await page.getByLabel("Show by state").selectOption("Disabled");
  await expect(page.getByRole("link", { name: ADMIN, exact: true })).toHaveCount(0);
  await page.getByLabel("Select all on this page").check();
  await page.getByRole("button", { name: "Change", exact: true }).click();
  await page.getByRole("menuitem", { name: "Enable" }).click();
  await expect(page.getByText("Nothing found")).toBeVisible();
  await page.goBack();
  await expect(page.getByRole("link", { name: ADMIN, exact: true })).toBeVisible();
});

test("a list can be used with the keyboard alone", async ({ page }) => {
  await open(page, "/settings/users");
  await expect(page.getByRole("link", { name: ADMIN, exact: true })).toBeVisible();
  await page.keyboard.press("/");
  await expect(page.getByLabel("Search users")).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("link", { name: ADMIN, exact: true })).toBeFocused();
  await page.keyboard.press("End");
  await expect(page.getByRole("link", { name: AGENT })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: AGENT, level: 1 })).toBeVisible();
});

test("axe-core finds no serious fault, light or dark", async ({ page }) => {
  const pages = [
    { address: "/settings/users", shows: "Rina Rakoto" },
    { address: `/settings/users/${AGENT}`, shows: "Allowed hours" },
    { address: `/settings/users/${AGENT}?tab=access`, shows: OWN_DESKTOP },
    { address: `/settings/users/${AGENT}?tab=groups`, shows: "Member of" },
    { address: `/settings/users/${AGENT}?tab=rights`, shows: "Create sharing profiles" },
    { address: `/settings/users/${AGENT}?tab=security`, shows: "Second factor" },
    { address: `/settings/users/${AGENT}?tab=events`, shows: "User created" },
    { address: "/settings/groups", shows: TEAM },
    { address: `/settings/groups/${encodeURIComponent(TEAM)}`, shows: "Rina Rakoto" },
    { address: `/settings/groups/${encodeURIComponent(TEAM)}?tab=nesting`, shows: "Groups in this group" },
  ];
  await open(page, "/settings/users");
  await expect(page.getByRole("heading", { name: "Users" })).toBeVisible();
  for (const { address, shows } of pages) {
    await page.goto(`${gateway.url}/#${address}`);
    await expect(page.getByRole("main").getByText(shows).first()).toBeVisible();
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme });
      await expectAccessible(page);
    }
  }
});
