import { ClipboardServer } from "@passerelle/playground";
import { type Browser, expect, type Page, test } from "@playwright/test";
import { psnr } from "../pictures/picture.ts";
import { expectAccessible } from "./accessibility.ts";
import { DesktopPage } from "./desktop-page.ts";
import { openPanel } from "./menu.ts";
import { PlaygroundSession } from "./playground-session.ts";

const EXACT = Number.POSITIVE_INFINITY;
const DATA = "api/session/data/postgresql";

const UNICODE_TEXT = 13;
/** Too long to come with the word that it is there. */
const LONG_TEXT = `${"Désolé, c’est long. ".repeat(2_000)}Fin`;

let session: PlaygroundSession;
let clipboard: ClipboardServer;

test.beforeAll(async () => {
  const channels = () => {
    clipboard = new ClipboardServer();
    return [clipboard];
  };
  session = await PlaygroundSession.start({ graphics: "clearcodec", channels });
  await addProfile("Working together", {});
  await addProfile("Looking on", { "read-only": "true" });
});
test.afterAll(() => session.stop());

test("a guest without an account sees the same desktop, works at it, is seen, sent away, and told of the end", async ({
  page,
  browser,
}) => {
  const owner = await session.open(page);
  await openPanel(page, "Sharing");
  const address = await makeLink(page, "Working together");
  expect(address).toMatch(/\/#\/share\/[\w-]{44}$/);
  await page.getByRole("button", { name: "Copy the link “Working together”" }).click();
  await expect(page.getByText("Copied", { exact: true })).toBeVisible();

  const guest = await join(browser, address);
  await expectSamePicture(owner, guest);
  await expect(guest.page.getByText("Shared with you", { exact: true })).toBeVisible();
  await expect(page.getByText("1 guest is watching")).toBeVisible();
  await expect(page.getByText("Guest without an account", { exact: true })).toBeVisible();
  await expectAccessible(page);
  await expectAccessible(guest.page);

  await guest.page.locator("textarea").focus();
  await guest.page.keyboard.type("bonjour");
  await expect.poll(() => session.typed()).toBe("bonjour");
  await expectSamePicture(owner, guest);

  await openPanel(guest.page, "Clipboard");
  await expect(guest.page.getByRole("tab", { name: /Files|Prints|Sharing/ })).toHaveCount(0);
  clipboard.copy({ formats: [{ id: UNICODE_TEXT, name: "", content: Buffer.from(`${LONG_TEXT}\0`, "utf16le") }] });
  const box = guest.page.getByRole("textbox", { name: "Text on the clipboard" });
  await expect.poll(async () => (await box.inputValue()) === LONG_TEXT).toBe(true);
  await box.fill("Écrit par l’invité");
  await expect.poll(async () => utf16(await clipboard.paste(UNICODE_TEXT))).toBe("Écrit par l’invité");

  await page.getByRole("button", { name: "Send away: Guest without an account" }).click();
  await expect(guest.page.getByText("This desktop is not shared with you any more")).toBeVisible();
  await expect(page.getByText("1 guest is watching")).toHaveCount(0);
  await expect(page.getByText("Nobody is looking on.")).toBeVisible();

  await guest.page.getByRole("button", { name: "Join again" }).click();
  await expectSamePicture(owner, guest);
  await closePanel(page);
  await session.leave(page);
  await expect(guest.page.getByText("The shared desktop was closed")).toBeVisible();
  await guest.page.context().close();
});

test("a guest who looks on cannot type; a revoked link ends it, in French as well", async ({ page, browser }) => {
  const owner = await session.open(page);
  await openPanel(page, "Sharing");
  const address = await makeLink(page, "Looking on");
  // Guacamole's links look like this.
  const guest = await join(browser, address.replace("/#/share/", "/#/?key="), "fr-FR", { width: 640, height: 420 });
  expect(guest.page.url()).toBe(address);
  await expectSamePicture(owner, guest);
  await expect(guest.page.getByText("Partagé avec vous · Lecture seule")).toBeVisible();
  const box = await guest.canvas.boundingBox();
  expect(box?.width, "the desktop fits the guest's window").toBeLessThanOrEqual(640);
  expect(box?.height).toBeLessThanOrEqual(420);

  await guest.page.mouse.click(320, 200);
  await guest.page.keyboard.type("xyz");
  // What the owner types comes after it.
  await closePanel(page);
  await page.keyboard.type("abc");
  await expect.poll(() => session.typed()).toBe("abc");
  await expectSamePicture(owner, guest);

  await guest.page.getByRole("button", { name: "Quitter" }).click();
  await expect(guest.page.getByText("Vous avez quitté le bureau partagé")).toBeVisible();
  await expect(page.getByText("1 guest is watching")).toHaveCount(0);
  await guest.page.getByRole("button", { name: "Revenir" }).click();
  await expectSamePicture(owner, guest);

  await openPanel(page, "Sharing");
  await page.getByRole("button", { name: "Revoke the link “Looking on”" }).click();
  await expect(guest.page.getByText("Ce bureau n’est plus partagé avec vous")).toBeVisible();
  await expect(page.getByText("There is no link.")).toBeVisible();
  await guest.page.getByRole("button", { name: "Revenir" }).click();
  await expect(guest.page.getByText("Ce lien ne mène nulle part")).toBeVisible();
  await guest.page.goto(address.slice(0, -1));
  await expect(guest.page.getByRole("button", { name: "Revenir" })).toHaveCount(0);
  await expect(guest.page.getByText("Ce lien ne mène nulle part")).toBeVisible();
  await expectAccessible(guest.page);
  await guest.page.context().close();
  await closePanel(page);
  await session.leave(page);
});

function utf16(bytes: Uint8Array | undefined): string {
  return Buffer.from(bytes ?? [])
    .toString("utf16le")
    .replace(/\0$/, "");
}

async function addProfile(name: string, parameters: Record<string, string>): Promise<void> {
  await session.gateway.call("POST", `${DATA}/sharingProfiles`, {
    name,
    primaryConnectionIdentifier: session.connection,
    parameters,
    attributes: {},
  });
}

/** Makes a link with a profile in the open panel; answers its address. */
async function makeLink(page: Page, profile: string): Promise<string> {
  await page.getByLabel("What guests may do").selectOption(profile);
  await page.getByRole("button", { name: "Make a link" }).click();
  return await page.getByLabel(`Address of the link “${profile}”`).inputValue();
}

/** Opens a link in a browser that nobody is signed in to. */
async function join(
  browser: Browser,
  address: string,
  locale = "en-GB",
  viewport = { width: 1000, height: 700 },
): Promise<DesktopPage> {
  const context = await browser.newContext({ locale, viewport });
  const page = await context.newPage();
  await page.goto(address);
  return await DesktopPage.opened(page);
}

/** Both show what the server has drawn. */
async function expectSamePicture(owner: DesktopPage, guest: DesktopPage): Promise<void> {
  for (const desktop of [owner, guest]) {
    await expect.poll(async () => psnr(await desktop.picture(), session.drawn())).toBe(EXACT);
  }
}

async function closePanel(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Close the panel" }).click();
  await expect(page.locator("textarea")).toBeFocused();
}
