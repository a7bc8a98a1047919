import { readFile } from "node:fs/promises";
import { type Playground, startPlayground } from "@passerelle/playground";
import { expect, type Locator, type Page, test } from "@playwright/test";
import { ADMIN, ADMIN_PASSWORD, GatewayProcess } from "../servers/gateway.ts";
import { freePort } from "../servers/ports.ts";
import { expectAccessible } from "./accessibility.ts";

const SECRETS = ["Geheim-Paris-1", "Geheim-Import-2"];

let gateway: GatewayProcess;
let playground: Playground;
/** Where the administrator is signed in. */
let page: Page;
/** What the gateway has sent to pages with a stored secret in it; to stay empty. */
const leaks: string[] = [];

test.describe.configure({ mode: "serial" });
test.beforeAll(async ({ browser }) => {
  playground = await startPlayground({ now: () => new Date(2026, 0, 5, 9, 30) });
  gateway = await GatewayProcess.start();
  const context = await browser.newContext();
  page = await context.newPage();
  page.on("response", async (response) => {
    const text = await response.text().catch(() => "");
    if (SECRETS.some((secret) => text.includes(secret))) leaks.push(response.url());
  });
  await page.goto(gateway.url);
  await page.getByLabel("User name").fill(ADMIN);
  await page.getByLabel("Password", { exact: true }).fill(ADMIN_PASSWORD);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Connections" })).toBeVisible();
});
test.afterEach(() => {
  expect(leaks).toEqual([]);
});
test.afterAll(async () => {
  await gateway.stop();
  await playground.stop();
});

/** Loads a page of the administration anew, with all groups closed. */
async function open(address: string): Promise<void> {
  await page.evaluate(() => sessionStorage.clear());
  await page.goto("about:blank");
  await page.goto(`${gateway.url}/#${address}`);
}

async function add(what: "Connection" | "Group"): Promise<void> {
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByRole("menuitem", { name: what, exact: true }).click();
}

async function choose(label: string, option: string): Promise<void> {
  await page.getByRole("combobox", { name: label, exact: true }).click();
  await page.getByRole("option", { name: option, exact: true }).click();
}

function field(name: string): Locator {
  return page.getByRole("textbox", { name, exact: true });
}

function row(name: string): Locator {
  return page.getByRole("row").filter({ has: page.getByRole("link", { name, exact: true }) });
}

async function act(name: string, action: string): Promise<void> {
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: action }).click();
}

/** The connection of this name as the API has it, secrets included. */
async function stored(name: string): Promise<{ parentIdentifier: string; parameters: Record<string, string> }> {
  const data = "api/session/data/postgresql/connections";
  const all = Object.values((await gateway.call("GET", data)) as Record<string, { name: string; identifier: string }>);
  const found = all.find((connection) => connection.name === name);
  if (found === undefined) throw new Error(`there is no connection ${name}`);
  const parameters = await gateway.call("GET", `${data}/${found.identifier}/parameters`);
  return { ...found, parameters } as never;
}

test("groups and connections are made, and a copy takes its secret along", async () => {
  await open("/settings/connections");
  await add("Group");
  await field("Name").fill("Paris");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Create group" }).click();
  await expect(row("Paris")).toBeVisible();
  await add("Group");
  await field("Name").fill("Pool");
  await page.getByLabel("To share the load").check();
  await field("Sessions at the same time").fill("4");
  await page.getByRole("button", { name: "Create group" }).click();
  await expect(row("Pool").getByText("Balancing")).toBeVisible();

  await act("Paris", "New connection in here");
  await field("Name").fill("Accueil");
  await field("Computer").fill("192.0.2.10");
  await page.getByLabel("Password", { exact: true }).fill("Geheim-Paris-1");
  await page.getByRole("button", { name: "Create connection" }).click();
  await page.getByRole("button", { name: "Open Paris" }).click();
  await expect(row("Accueil")).toContainText("192.0.2.10");

  await act("Accueil", "Duplicate");
  await expect(page.getByText("Stored", { exact: true })).toBeVisible();
  await field("Name").fill("Atelier");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Create connection" }).click();
  await expect(row("Atelier")).toBeVisible();
  expect((await stored("Atelier")).parameters).toMatchObject({ hostname: "192.0.2.10", password: "Geheim-Paris-1" });
});

test("a stored password stays unless it is replaced or removed; a name that is taken is said at its field", async () => {
  await open("/settings/connections");
  await page.getByRole("button", { name: "Open Paris" }).click();
  await row("Atelier").getByRole("link").click();
  await field("Computer").fill("192.0.2.11");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(row("Atelier")).toContainText("192.0.2.11");
  expect((await stored("Atelier")).parameters.password).toBe("Geheim-Paris-1");

  await row("Atelier").getByRole("link").click();
  await field("Name").fill("Accueil");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("There is a connection of this name in this group already.")).toBeVisible();
  await field("Name").fill("Atelier");
  await page.getByRole("button", { name: "Remove: Password" }).click();
  await page.getByRole("link", { name: "Cancel" }).click();
  await page.getByRole("button", { name: "Go on editing" }).click();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(row("Atelier")).toBeVisible();
  expect((await stored("Atelier")).parameters).not.toHaveProperty("password");
});

test("connections move by dragging, by keys and by a dialog", async () => {
  await open("/settings/connections");
  await page.getByRole("button", { name: "Open Paris" }).click();
  const pool = String((await page.getByRole("link", { name: "Pool" }).getAttribute("href"))?.split("/").at(-1));
  await row("Atelier").dragTo(row("Pool"));
  await expect(row("Atelier")).toBeHidden();
  expect((await stored("Atelier")).parentIdentifier).toBe(pool);

  await row("Accueil").focus();
  await page.keyboard.press("Control+x");
  await page.keyboard.press("End");
  await expect(row("Pool")).toBeFocused();
  await page.keyboard.press("Control+v");
  await expect.poll(async () => (await stored("Accueil")).parentIdentifier).toBe(pool);
  await row("Pool").focus();
  await page.keyboard.press("ArrowRight");
  await expect(row("Accueil")).toHaveAttribute("aria-level", "3");

  await act("Accueil", "Move…");
  await choose("Group", "Paris");
  await page.getByRole("button", { name: "Move", exact: true }).click();
  await expect.poll(async () => (await stored("Accueil")).parentIdentifier).not.toBe(pool);
});

test("settings of several connections are changed at once, and what they have now is shown", async () => {
  await open("/settings/connections/all");
  await page.getByLabel("Select Accueil").check();
  await page.getByLabel("Select Atelier").check();
  await page.getByRole("button", { name: "Edit…" }).click();
  await choose("Change", "Computer");
  await expect(page.getByText("Now 2 different values: “192.0.2.10”, “192.0.2.11”")).toBeVisible();
  await page.getByRole("button", { name: "Do not change: Computer" }).click();
  await choose("Change", "Port");
  await expect(page.getByText("Now the same for all: “3389”")).toBeVisible();
  await field("Port").fill("3390");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Change 2 connections" }).click();
  await expect(page.getByText("2 connections changed.")).toBeVisible();
  const [first, second] = [await stored("Accueil"), await stored("Atelier")];
  expect([first.parameters.port, second.parameters.port]).toEqual(["3390", "3390"]);
  expect([first.parameters.hostname, second.parameters.hostname]).toEqual(["192.0.2.10", "192.0.2.11"]);
});

test("fifty connections come in from a CSV file, after its fault is corrected, and go out again", async () => {
  const line = (number: number, port: string) =>
    `Poste ${number},rdp,10.0.0.${number},${port},agent${number},Geheim-Import-2,Madagascar/Ventes`;
  const file = (port: string) => {
    const lines = Array.from({ length: 50 }, (_, index) => line(index + 1, index === 6 ? port : "3389"));
    const content = ["name,protocol,hostname,port,username,password,group", ...lines].join("\r\n");
    return { name: "postes.csv", mimeType: "text/csv", buffer: Buffer.from(content) };
  };
  const chosen = page.locator("input[type=file]");
  await open("/settings/import");
  await chosen.setInputFiles(file("three"));
  await page.getByRole("button", { name: "Check" }).click();
  const problem = page.getByRole("row").filter({ hasText: "port must be a whole number" });
  await expect(problem.getByRole("cell").nth(0)).toHaveText("8");
  await expect(problem.getByRole("cell").nth(1)).toHaveText("port");
  await expectAccessible(page);

  await chosen.setInputFiles(file("3391"));
  await page.getByRole("button", { name: "Check" }).click();
  await expect(page.getByRole("row", { name: "Connections created 50" })).toBeVisible();
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Done" })).toBeVisible();
  expect((await stored("Poste 7")).parameters).toEqual({
    hostname: "10.0.0.7",
    port: "3391",
    username: "agent7",
    password: "Geheim-Import-2",
  });

  await page.getByRole("tab", { name: "Export" }).click();
  await page.getByRole("combobox", { name: "Format" }).selectOption("json");
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "Download" }).click(),
  ]);
  const exported = await readFile(await download.path(), "utf8");
  expect(SECRETS.filter((secret) => exported.includes(secret))).toEqual([]);
  const { connections } = JSON.parse(exported) as { connections: { name: string; parameters: { port?: string } }[] };
  expect(connections).toHaveLength(52);
  expect(connections.find((connection) => connection.name === "Poste 7")?.parameters.port).toBe("3391");
});

test("a group is deleted with all that is named as inside", async () => {
  await open("/settings/connections");
  await act("Madagascar", "Delete…");
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByText("1 group", { exact: true })).toBeVisible();
  await expect(dialog.getByText("50 connections")).toBeVisible();
  await expect(dialog.getByText("and 42 more")).toBeVisible();
  await dialog.getByRole("button", { name: "Delete" }).click();
  await expect(row("Madagascar")).toBeHidden();
  await page.getByRole("searchbox").fill("Poste 7");
  await expect(page.getByText("No connection and no group matches “Poste 7”.")).toBeVisible();
});

test("a long group is loaded as far as it is looked at", async () => {
  const lines = Array.from({ length: 250 }, (_, index) => `Salle ${index + 101},rdp,10.1.0.1,Lycée`);
  const response = await fetch(`${gateway.url}/api/passerelle/import?format=csv`, {
    method: "POST",
    headers: { "Guacamole-Token": gateway.token, "Content-Type": "text/plain" },
    body: ["name,protocol,hostname,group", ...lines].join("\n"),
  });
  expect(await response.json()).toMatchObject({ created: 250, problems: [] });
  await open("/settings/connections");
  await page.getByRole("button", { name: "Open Lycée" }).click();
  await expect(row("Salle 101")).toBeVisible();
  expect(await page.getByRole("row").count()).toBeLessThan(60);
  await page.keyboard.press("End");
  await row("Lycée").focus();
  await page.keyboard.press("End");
  await expect(row("Pool")).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await expect(row("Salle 350")).toBeVisible();
});

test("a connection is tested before it is stored, and the page says what to do", async () => {
  await open("/settings/connections/new");
  await field("Computer").fill("127.0.0.1");
  await field("Port").fill(String(playground.port));
  await field("User name").fill("demo");
  await page.getByLabel("Password", { exact: true }).fill("demo");
  await page.getByLabel("Accept any certificate").check();
  const test = page.getByRole("button", { name: "Test", exact: true });
  await test.click();
  await expect(page.getByText("All is well: the computer was reached and has let the account in.")).toBeVisible();

  await page.getByLabel("Password", { exact: true }).fill("wrong");
  await test.click();
  await expect(page.getByText("but refuses the user name or the password")).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "Sign in" })).toContainText("failed");

  await field("Port").fill(String(await freePort()));
  await test.click();
  await expect(page.getByText("The computer is on, but nobody listens at this port")).toBeVisible();
  await expect(page.getByRole("listitem").filter({ hasText: "Reach it" })).toContainText("failed");
  await expect(page.getByRole("listitem").filter({ hasText: "Sign in" })).toContainText("not tried");
  await expectAccessible(page);
});

test("a connection of another protocol is kept as it is, and said to be so", async () => {
  await gateway.call("POST", "api/session/data/postgresql/connections", {
    name: "Vieux VNC",
    parentIdentifier: "ROOT",
    protocol: "vnc",
    parameters: { hostname: "192.0.2.9", "color-depth": "16" },
    attributes: {},
  });
  await open("/settings/connections");
  await row("Vieux VNC").getByRole("link").click();
  await expect(page.getByText("This is a VNC connection")).toBeVisible();
  await expect(page.getByRole("button", { name: "Test", exact: true })).toBeHidden();
  await field("color-depth").fill("24");
  await field("Name of a parameter").fill("cursor");
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await field("cursor").fill("local");
  await expectAccessible(page);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(row("Vieux VNC")).toBeVisible();
  expect(await stored("Vieux VNC")).toMatchObject({
    protocol: "vnc",
    parameters: { hostname: "192.0.2.9", "color-depth": "24", cursor: "local" },
  });
});

test("sharing profiles of a connection are kept", async () => {
  await open("/settings/connections/all");
  await page.getByRole("link", { name: "Accueil", exact: true }).click();
  await page.getByRole("tab", { name: "Sharing profiles" }).click();
  await page.getByRole("button", { name: "Add a sharing profile" }).click();
  await page.getByRole("dialog").getByLabel("Name").fill("Lecture");
  await page.getByRole("dialog").getByRole("switch", { name: "View only" }).check();
  await page.getByRole("dialog").getByRole("button", { name: "Save" }).click();
  await page.getByRole("button", { name: "Edit Lecture" }).click();
  await expect(page.getByRole("dialog").getByRole("switch", { name: "View only" })).toBeChecked();
  await expectAccessible(page);
});

test("what another installation has is shown, then imported without its secrets being seen", async () => {
  const other = await GatewayProcess.start();
  try {
    await other.createConnection("Venue d’ailleurs", { hostname: "192.0.2.40", password: "Geheim-Import-2" });
    await open("/settings/import");
    await page.getByRole("tab", { name: "Import from Guacamole" }).click();
    await field("Address").fill(other.url);
    await field("User name there").fill(ADMIN);
    await page.getByLabel("Password there").fill(ADMIN_PASSWORD);
    await page.getByRole("button", { name: "Look what is there" }).click();
    await expect(page.getByRole("row", { name: "Connections created 1" })).toBeVisible();
    await page.getByRole("button", { name: "Import all of it" }).click();
    await expect(page.getByRole("heading", { name: "Done" })).toBeVisible();
    expect((await stored("Venue d’ailleurs")).parameters.password).toBe("Geheim-Import-2");
  } finally {
    await other.stop();
  }
});

test("the tree, the form and the import can be used by everybody, in French and in the dark", async () => {
  await page.emulateMedia({ colorScheme: "dark" });
  await open("/settings/connections");
  await page.getByRole("button", { name: "Account of admin" }).click();
  await page.getByRole("menuitemradio", { name: "Français" }).click();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("treegrid")).toContainText("Toutes les connexions");
  await expectAccessible(page);
  await page.getByRole("link", { name: "Vieux VNC" }).click();
  await expect(page.getByText("Ceci est une connexion VNC")).toBeVisible();
  await expectAccessible(page);
  await open("/settings/import");
  await expect(page.getByText("Déposez un fichier ici")).toBeVisible();
  await expectAccessible(page);
});
