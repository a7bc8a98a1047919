import { type Playground, startPlayground } from "@passerelle/playground";
import { expect, test } from "@playwright/test";
import { DebianRoot } from "../servers/debian-root.ts";
import { ADMIN, ADMIN_PASSWORD, GatewayProcess } from "../servers/gateway.ts";
import { type Postgres, startPostgres } from "../servers/postgres.ts";
import { DesktopPage } from "./desktop-page.ts";

const DATA = "api/session/data/postgresql";
const SESSIONS = "api/passerelle/sessions";

let postgres: Postgres;
let playground: Playground;
let gateways: readonly [GatewayProcess, GatewayProcess];

test.beforeAll(async () => {
  postgres = await startPostgres(await DebianRoot.open("bookworm"));
  await postgres.psql("postgres", "create database passerelle");
  playground = await startPlayground();
  const start = () =>
    GatewayProcess.startNew({
      PASSERELLE_ADMIN_USER: ADMIN,
      PASSERELLE_ADMIN_PASSWORD: ADMIN_PASSWORD,
      PASSERELLE_SECRET_KEY: Buffer.alloc(32, 7).toString("base64"),
      POSTGRES_HOSTNAME: postgres.host,
      POSTGRES_PORT: String(postgres.port),
      POSTGRES_DATABASE: "passerelle",
      POSTGRES_USER: postgres.user,
      POSTGRES_PASSWORD: "trusted",
    });
  const first = await start();
  gateways = [first, await start()];
  for (const gateway of gateways) await gateway.signIn();
});
test.afterAll(async () => {
  for (const gateway of gateways ?? []) await gateway.stop();
  await playground?.stop();
  await postgres?.stop();
});

test("what is done at one gateway reaches the desktops of the other, and limits count them", async ({ page }) => {
  const [here, there] = gateways;
  const parameters = { hostname: "127.0.0.1", port: String(playground.port), username: "demo", password: "demo" };
  const attributes = { "max-connections": "1" };
  const { identifier } = (await here.call("POST", `${DATA}/connections`, {
    ...{ name: "Only one", parentIdentifier: "ROOT", protocol: "rdp" },
    ...{ parameters: { ...parameters, "ignore-cert": "true" }, attributes },
  })) as { identifier: string };
  await here.call("POST", `${DATA}/users`, { username: "agent", password: "Mot-De-Passe-1", attributes: {} });
  await DesktopPage.open(page, here, identifier);

  const sessions = (await there.call("GET", SESSIONS)) as { items: { identifier: string; state: string }[] };
  expect(sessions.items).toMatchObject([{ connectionName: "Only one", username: ADMIN, mine: true }]);
  const id = sessions.items[0]?.identifier;

  await there.call("POST", `${SESSIONS}/${id}/message`, { text: "From over there." });
  await expect(page.getByRole("status", { name: "Message from the administrator" })).toContainText("From over there.");

  const other = await page.context().browser()?.newPage();
  if (!other) throw new Error("no browser");
  await there.call("PATCH", `${DATA}/users/agent/permissions`, [
    { op: "add", path: `/connectionPermissions/${identifier}`, value: "READ" },
  ]);
  await other.goto(`${there.url}/#/desktop/${identifier}`);
  await other.getByLabel("User name").fill("agent");
  await other.getByLabel("Password", { exact: true }).fill("Mot-De-Passe-1");
  await other.getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(other.getByRole("heading", { name: "This desktop is in use" })).toBeVisible();

  await there.call("DELETE", `${SESSIONS}/${id}`);
  await expect(page.getByRole("heading", { name: "You ended this desktop" })).toBeVisible();
  await other.getByRole("button", { name: "Connect again" }).click();
  await DesktopPage.opened(other);

  await postgres.psql(
    "passerelle",
    `update guacamole_user set disabled = true from guacamole_entity
      where guacamole_entity.entity_id = guacamole_user.entity_id and name = 'agent'`,
  );
  await expect(other.getByRole("heading", { name: "Your account was disabled" })).toBeVisible();
  await other.close();
});
