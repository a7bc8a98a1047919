import { expect, test } from "@playwright/test";
import { freePort } from "../servers/ports.ts";
import { expectAccessible } from "./accessibility.ts";
import { Agent } from "./agent.ts";
import { DesktopPage } from "./desktop-page.ts";
import { PlaygroundSession } from "./playground-session.ts";

const DATA = "api/session/data/postgresql";

let playground: PlaygroundSession;
let group: string;

async function createMember(name: string, port: number): Promise<void> {
  const parameters = {
    hostname: "127.0.0.1",
    port: String(port),
    username: "demo",
    password: "demo",
    "ignore-cert": "true",
  };
  const body = { name, parentIdentifier: group, protocol: "rdp", parameters, attributes: {} };
  await playground.gateway.call("POST", `${DATA}/connections`, body);
}

test.beforeAll(async () => {
  playground = await PlaygroundSession.start();
  const body = { name: "Missions", parentIdentifier: "ROOT", type: "BALANCING", attributes: {} };
  const created = (await playground.gateway.call("POST", `${DATA}/connectionGroups`, body)) as { identifier: string };
  group = created.identifier;
  await createMember("Alexandra", await freePort());
  await createMember("Francia", playground.playground.port);
});
test.afterAll(() => playground.stop());

test("a balancing group gives a desktop that answers, and shows which", async ({ page }) => {
  const agent = await Agent.create(playground.gateway, "agent");
  await agent.permit("add", `/connectionGroupPermissions/${group}`);
  await agent.open(page, "/");
  const tile = page.getByRole("link", { name: "Missions" });
  await expect(page.getByText("Gives you a free desktop")).toBeVisible();
  await expect(page.getByText("Francia")).toHaveCount(0);
  await expectAccessible(page);
  await tile.click();
  await DesktopPage.opened(page);
  await expect(page).toHaveURL(new RegExp(`#/desktop/group/${group}$`));
  await expect(page).toHaveTitle("Francia · Passerelle");
  const history = (await playground.gateway.call("GET", "api/passerelle/history/connections")) as {
    items: { connectionName: string; active: boolean }[];
  };
  expect(history.items.map(({ connectionName, active }) => [connectionName, active])).toEqual([
    ["Francia", true],
    ["Alexandra", false],
  ]);

  await page.reload();
  await DesktopPage.opened(page);
  expect(playground.playground.sessions).toHaveLength(1);
});

test("one that has no desktop left says so", async ({ page }) => {
  const agent = await Agent.create(playground.gateway, "other");
  await agent.permit("add", `/connectionGroupPermissions/${group}`);
  const attributes = { "max-connections": "1" };
  const body = { name: "Missions", parentIdentifier: "ROOT", type: "BALANCING", attributes };
  await playground.gateway.call("PUT", `${DATA}/connectionGroups/${group}`, body);
  await agent.open(page, `/desktop/group/${group}`);
  await expect(page.getByRole("heading", { name: "All places of this group are taken" })).toBeVisible();
});
