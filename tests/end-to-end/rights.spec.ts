import { expect, type Page, test } from "@playwright/test";
import { expectAccessible } from "./accessibility.ts";
import { Agent } from "./agent.ts";
import { DesktopPage } from "./desktop-page.ts";
import { PlaygroundSession } from "./playground-session.ts";

interface LiveSession {
  readonly identifier: string;
  readonly username: string;
}

let playground: PlaygroundSession;
let agents = 0;

test.beforeAll(async () => {
  playground = await PlaygroundSession.start();
});
test.afterAll(() => playground.stop());

/** A new agent, at the desktop. */
async function agentAtDesktop(page: Page): Promise<Agent> {
  const agent = await Agent.create(playground.gateway, `agent${++agents}`);
  await agent.permit("add", "/connectionPermissions/1");
  await agent.open(page, "/desktop/1");
  await DesktopPage.opened(page);
  return agent;
}

async function sessionOf(agent: Agent): Promise<string> {
  const { items } = (await playground.gateway.call("GET", "api/passerelle/sessions")) as { items: LiveSession[] };
  return items.find(({ username }) => username === agent.name)?.identifier ?? "";
}

const CASES: readonly [string, (agent: Agent) => Promise<unknown>, string][] = [
  ["disables the account", (agent) => agent.change({ disabled: true }), "Your account was disabled"],
  [
    "takes the desktop away",
    (agent) => agent.permit("remove", "/connectionPermissions/1"),
    "This desktop is not shared with you any more",
  ],
  [
    "ends the session",
    async (agent) => playground.gateway.call("DELETE", `api/passerelle/sessions/${await sessionOf(agent)}`),
    "An administrator ended the connection",
  ],
];

for (const [what, act, words] of CASES) {
  test(`an administrator ${what}: the live desktop ends and says so`, async ({ page }) => {
    const agent = await agentAtDesktop(page);
    await act(agent);
    await expect(page.getByRole("heading", { name: words })).toBeVisible();
    await expect(page.locator("canvas")).toHaveCount(0);
    await expect.poll(() => playground.playground.sessions.length).toBe(0);
  });
}

test("an administrator says something, which does not disturb who works", async ({ page }) => {
  const agent = await agentAtDesktop(page);
  const url = `api/passerelle/sessions/${await sessionOf(agent)}/message`;
  await page.keyboard.type("aa");
  await playground.gateway.call("POST", url, { text: "The server restarts at noon." });
  await playground.gateway.call("POST", url, { text: "Save your work." });
  const notice = page.getByRole("status", { name: "Message from the administrator" });
  await expect(notice).toContainText("The server restarts at noon.");
  await expectAccessible(page);
  await page.keyboard.type("bb");
  await expect.poll(() => playground.typed()).toContain("aabb");
  await page.getByRole("button", { name: "Close the message" }).click();
  await expect(notice).toContainText("Save your work.");
  await page.getByRole("button", { name: "Close the message" }).click();
  await expect(notice).toHaveCount(0);
  await page.keyboard.type("cc");
  await expect.poll(() => playground.typed()).toContain("aabbcc");
});

test.describe("in French", () => {
  test.use({ locale: "fr-FR" });

  test("the words are French", async ({ page }) => {
    const agent = await agentAtDesktop(page);
    const url = `api/passerelle/sessions/${await sessionOf(agent)}/message`;
    await playground.gateway.call("POST", url, { text: "Le serveur redémarre à midi." });
    await expect(page.getByRole("status", { name: "Message de l’administrateur" })).toContainText("à midi");
    await agent.change({ disabled: true });
    await expect(page.getByRole("heading", { name: "Votre compte a été désactivé" })).toBeVisible();
  });
});
