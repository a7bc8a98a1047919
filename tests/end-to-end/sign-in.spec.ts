import { expect, type Page, test } from "@playwright/test";
import { ADMIN, ADMIN_PASSWORD, GatewayProcess } from "../servers/gateway.ts";
import { totpCode } from "../totp.ts";

const AGENT = "Ravaka Andria";
const PASSWORD = "Mot-De-Passe-1";

/** Passkeys belong to a name; an IP address will not do. */
function address(gateway: GatewayProcess): string {
  return gateway.url.replace("127.0.0.1", "localhost");
}

async function enter(page: Page, name: string, password: string): Promise<void> {
  await page.getByLabel("User name").fill(name);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Sign in", exact: true }).click();
}

async function enterCode(page: Page, code: string): Promise<void> {
  await page.getByLabel("Code", { exact: true }).fill(code);
  await page.keyboard.press("Enter");
}

async function untilHome(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { name: "Connections" })).toBeVisible();
}

async function signOut(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Account of/ }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await expect(page.getByLabel("User name")).toBeVisible();
}

async function shownSecret(page: Page): Promise<string> {
  return ((await page.locator("code").textContent()) ?? "").replaceAll(" ", "");
}

async function createAgent(gateway: GatewayProcess): Promise<void> {
  const users = "api/session/data/postgresql/users";
  await gateway.call("POST", users, { username: AGENT, password: PASSWORD, attributes: {} });
  const grant = [{ op: "add", path: `/userPermissions/${AGENT}`, value: "UPDATE" }];
  await gateway.call("PATCH", `${users}/${encodeURIComponent(AGENT)}/permissions`, grant);
}

test.describe("where an authenticator app is required", () => {
  let gateway: GatewayProcess;
  let agent: Page;

  test.beforeAll(async ({ browser }) => {
    gateway = await GatewayProcess.startNew({
      PASSERELLE_ADMIN_USER: ADMIN,
      PASSERELLE_ADMIN_PASSWORD: ADMIN_PASSWORD,
      TOTP_ENABLED: "true",
    });
    agent = await browser.newPage();
  });
  test.afterAll(() => gateway.stop());

  test("a wrong password is cleared, and the right one can be typed", async ({ page }) => {
    await page.goto(address(gateway));
    await enter(page, ADMIN, "wrong");
    await expect(page.getByRole("alert")).toContainText("User name or password is wrong");
    await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");
    await page.getByLabel("Password", { exact: true }).pressSequentially(ADMIN_PASSWORD);
    await expect(page.getByLabel("Password", { exact: true })).toHaveValue(ADMIN_PASSWORD);
  });

  test("the first login enrols it, and the next asks for its code, each once", async () => {
    await agent.goto(address(gateway));
    await enter(agent, ADMIN, ADMIN_PASSWORD);
    await expect(agent.getByAltText("QR code for the authenticator app")).toBeVisible();
    const secret = await shownSecret(agent);
    await enterCode(agent, "000000");
    await expect(agent.getByRole("alert")).toContainText("This code is not right");
    const code = totpCode(await shownSecret(agent));
    expect(await shownSecret(agent)).toBe(secret);
    await enterCode(agent, code);
    await expect(agent.getByRole("list", { name: "Recovery codes" }).getByRole("listitem")).toHaveCount(10);
    await agent.getByRole("button", { name: "I have kept them" }).click();
    await untilHome(agent);
    await signOut(agent);

    await enter(agent, ADMIN, ADMIN_PASSWORD);
    await enterCode(agent, code);
    await expect(agent.getByRole("alert")).toContainText("This code is not right");
    await enterCode(agent, totpCode(secret, 1));
    await untilHome(agent);
  });
});

test.describe("an agent's own account", () => {
  let gateway: GatewayProcess;

  test.beforeAll(async () => {
    gateway = await GatewayProcess.start();
    await createAgent(gateway);
  });
  test.afterAll(() => gateway.stop());

  async function openAccount(page: Page): Promise<void> {
    await page.goto(`${address(gateway)}/#/account`);
    await enter(page, AGENT, PASSWORD);
    await expect(page.getByRole("heading", { name: `Account of ${AGENT}` })).toBeVisible();
  }

  test("has an authenticator app set up, and gets in with a recovery code, once", async ({ page }) => {
    await openAccount(page);
    await page.getByRole("button", { name: "Set up…" }).click();
    await page.getByLabel("Current password").fill("wrong");
    await page.keyboard.press("Enter");
    await expect(page.getByText("The current password is wrong.")).toBeVisible();
    await page.getByLabel("Current password").fill(PASSWORD);
    await page.keyboard.press("Enter");
    const secret = await shownSecret(page);
    await enterCode(page, totpCode(secret));
    const codes = await page.getByRole("list", { name: "Recovery codes" }).getByRole("listitem").allInnerTexts();
    expect(codes).toHaveLength(10);
    await page.getByRole("button", { name: "I have kept them" }).click();
    await expect(page.getByText("10 recovery codes left")).toBeVisible();
    await signOut(page);

    await enter(page, AGENT, PASSWORD);
    await enterCode(page, codes[0] ?? "");
    await untilHome(page);
    await page.goto(`${address(gateway)}/#/account`);
    await expect(page.getByText("9 recovery codes left")).toBeVisible();
    await signOut(page);
    await enter(page, AGENT, PASSWORD);
    await enterCode(page, codes[0] ?? "");
    await expect(page.getByRole("alert")).toContainText("This code is not right");
    await gateway.call("DELETE", `api/passerelle/users/${encodeURIComponent(AGENT)}/secondFactors`);
  });

  test("has a passkey, which opens it alone and beside the password", async ({ page }) => {
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("WebAuthn.enable");
    await devtools.send("WebAuthn.addVirtualAuthenticator", {
      options: {
        protocol: "ctap2",
        transport: "internal",
        hasResidentKey: true,
        hasUserVerification: true,
        isUserVerified: true,
        automaticPresenceSimulation: true,
      },
    });
    await openAccount(page);
    await page.getByRole("button", { name: "Add a passkey…" }).click();
    await page.getByLabel("Name", { exact: true }).fill("PC du bureau");
    await page.getByLabel("Current password").fill(PASSWORD);
    await page.keyboard.press("Enter");
    await expect(page.getByText("PC du bureau")).toBeVisible();
    await signOut(page);

    await page.getByRole("button", { name: "Sign in with a passkey" }).click();
    await untilHome(page);
    await signOut(page);

    await enter(page, AGENT, PASSWORD);
    await page.getByRole("button", { name: "Use a passkey" }).click();
    await untilHome(page);

    await page.goto(`${address(gateway)}/#/account`);
    await page.getByRole("button", { name: "Remove PC du bureau" }).click();
    await page.getByLabel("Current password").fill(PASSWORD);
    await page.keyboard.press("Enter");
    await expect(page.getByText("PC du bureau", { exact: true })).toBeHidden();
    await signOut(page);
    await enter(page, AGENT, PASSWORD);
    await untilHome(page);
  });

  test("shows where else it is signed in, and ends that", async ({ page, browser }) => {
    const elsewhere = await browser.newPage();
    await elsewhere.goto(address(gateway));
    await enter(elsewhere, AGENT, PASSWORD);
    await untilHome(elsewhere);

    await openAccount(page);
    await expect(page.getByText("This one")).toBeVisible();
    await page.getByRole("button", { name: "End all others" }).click();
    await expect(page.getByRole("button", { name: "End", exact: true })).toHaveCount(0);
    await elsewhere.goto(`${address(gateway)}/#/account`);
    await expect(elsewhere.getByLabel("User name")).toBeVisible();
    await elsewhere.close();
  });

  test("keeps language and colour scheme wherever the person signs in", async ({ page, browser }) => {
    await openAccount(page);
    const saved = page.waitForResponse((response) => response.request().method() === "PUT");
    await page.getByRole("button", { name: /^Account of/ }).click();
    await page.getByRole("menuitemradio", { name: "Français" }).click();
    await saved;
    const elsewhere = await browser.newPage();
    await elsewhere.goto(address(gateway));
    await enter(elsewhere, AGENT, PASSWORD);
    await expect(elsewhere.getByRole("heading", { name: "Connexions" })).toBeVisible();
    await elsewhere.close();
  });
});
