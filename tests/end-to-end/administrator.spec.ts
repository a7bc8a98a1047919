import { type Playground, startPlayground } from "@passerelle/playground";
import { expect, type Page, test } from "@playwright/test";
import { GatewayProcess } from "../servers/gateway.ts";
import { DesktopPage } from "./desktop-page.ts";

const ADMINISTRATOR_PASSWORD = "Une-Phrase-De-Passe-1";
const AGENT = "alexandra";
const PROVISIONAL = "Provisoire-1";
const AGENT_PASSWORD = "Une-Autre-Phrase-2";
const TEAM = "Mission Alexandra";
const DESKTOP = "Alexandra - Windows 11";

let playground: Playground;
let gateway: GatewayProcess;

test.beforeAll(async () => {
  playground = await startPlayground({ now: () => new Date(2026, 0, 5, 9, 30) });
  gateway = await GatewayProcess.startNew({});
});
test.afterAll(async () => {
  await gateway.stop();
  await playground.stop();
});

async function signIn(page: Page, name: string, password: string, fresh: string): Promise<void> {
  await page.goto(gateway.url);
  await page.getByLabel("User name").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await page.getByLabel("New password", { exact: true }).fill(fresh);
  await page.getByLabel("New password again", { exact: true }).fill(fresh);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("heading", { name: "Connections" })).toBeVisible();
}

async function pick(page: Page, label: string, text: string): Promise<void> {
  await page.getByRole("combobox", { name: label }).fill(text);
  await page.getByRole("option", { name: text }).click();
  await page.keyboard.press("Escape");
}

function navigate(page: Page, section: string): Promise<void> {
  return page
    .getByRole("navigation", { name: "Administration" })
    .getByRole("link", { name: section, exact: true })
    .click();
}

async function createDesktop(page: Page): Promise<void> {
  await page.getByRole("link", { name: "New connection" }).click();
  await page.getByRole("textbox", { name: "Name", exact: true }).fill(DESKTOP);
  await page.getByRole("textbox", { name: "Computer", exact: true }).fill("127.0.0.1");
  await page.getByRole("textbox", { name: "Port", exact: true }).fill(String(playground.port));
  await page.getByRole("textbox", { name: "User name", exact: true }).fill("demo");
  await page.getByLabel("Password", { exact: true }).fill("demo");
  await page.getByLabel("Accept any certificate").check();
  await page.getByRole("button", { name: "Create connection" }).click();
  await expect(page.getByRole("link", { name: DESKTOP })).toBeVisible();
}

async function createTeam(page: Page): Promise<void> {
  await navigate(page, "User groups");
  await page.getByRole("button", { name: "New group" }).click();
  await page.getByLabel("Name").fill(TEAM);
  await page.getByRole("button", { name: "Create group" }).click();
  await page.getByRole("tab", { name: "Desktops" }).click();
  await pick(page, "Grant the use of desktops", DESKTOP);
  await page.getByRole("button", { name: "Grant" }).click();
  await expect(page.getByLabel(`Use: ${DESKTOP}`)).toBeChecked();
}

async function createAgent(page: Page): Promise<void> {
  await navigate(page, "Users");
  await page.getByRole("button", { name: "New user" }).click();
  await page.getByLabel("User name").fill(AGENT);
  await page.getByRole("dialog").getByLabel("Password", { exact: true }).fill(PROVISIONAL);
  await pick(page, "Groups", TEAM);
  await page.getByRole("button", { name: "Create user" }).click();
  await expect(page.getByRole("heading", { name: AGENT, level: 1 })).toBeVisible();
}

async function importFifty(page: Page): Promise<void> {
  const lines = Array.from({ length: 50 }, (_, index) => `Poste ${index + 1},rdp,192.0.2.${index + 1},${TEAM}`);
  const buffer = Buffer.from(["name,protocol,hostname,groups", ...lines].join("\n"));
  await navigate(page, "Import and export");
  await page.locator("input[type=file]").setInputFiles({ name: "postes.csv", mimeType: "text/csv", buffer });
  await page.getByRole("button", { name: "Check" }).click();
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Done" })).toBeVisible();
}

test("an administrator's first hour: from the printed password to an agent at a desktop, and what was done", async ({
  page,
  browser,
}) => {
  const printed = /password\s+(\S{12,})/i.exec(gateway.log)?.[1] ?? "";
  await signIn(page, "guacadmin", printed, ADMINISTRATOR_PASSWORD);
  await createDesktop(page);
  await page.getByRole("button", { name: "Account of guacadmin" }).click();
  await page.getByRole("menuitem", { name: "Administration" }).click();
  await createTeam(page);
  await createAgent(page);
  await importFifty(page);
  await navigate(page, "Connections");
  await expect(page.getByText("Poste 1", { exact: true })).toBeVisible();
  await page.screenshot({ path: "docs/screenshots/administration.png", animations: "disabled" });

  const agent = await browser.newPage();
  await signIn(agent, AGENT, PROVISIONAL, AGENT_PASSWORD);
  await expect(agent.getByRole("link", { name: /^Poste / })).toHaveCount(50);
  await agent.getByRole("link", { name: DESKTOP }).click();
  await DesktopPage.opened(agent);
  await agent.keyboard.type("bonjour");
  await expect.poll(() => playground.sessions[0]?.desktop?.text).toBe("bonjour");

  await navigate(page, "Active sessions");
  await page.getByRole("button", { name: `Actions for the session of ${AGENT}` }).click();
  await page.getByRole("menuitem", { name: "End…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "End", exact: true }).click();
  await expect(agent.getByRole("heading", { name: "An administrator ended the connection" })).toBeVisible();
  await agent.close();

  await navigate(page, "History");
  await expect(page.getByRole("row").filter({ hasText: AGENT })).toContainText(DESKTOP);
  await navigate(page, "Audit log");
  await expect(page.getByRole("row").filter({ hasText: "Session ended" })).toContainText("guacadmin");
});
