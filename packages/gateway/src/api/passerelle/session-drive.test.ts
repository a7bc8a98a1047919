import { execFileSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { type ClientRequest, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { OPEN_TIME } from "../../database/testing/test-databases.ts";
import { planDevices } from "../../devices/device-plan.ts";
import { SessionDevices } from "../../devices/session-devices.ts";
import { TEST_DEVICE_SETTINGS } from "../../devices/testing/device-settings.ts";
import { Archive } from "../../drives/archive.ts";
import { problemWith } from "../../drives/os-error.ts";
import { Usage } from "../../drives/usage.ts";
import { ConnectionParameters } from "../../sessions/connection-parameters.ts";
import { silentLogger } from "../../sessions/testing/silent-logger.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

const QUOTA = 2_000_000;
const MODIFIED = 1_700_000_000_000;

let gateway: TestServer;
let token: string;
let address: string;
/** The folder of all drives, and that of the drive that most tests use. */
let drives: string;
let folder: string;

/** Makes the devices of a session. @param parameters of its connection */
function open(id: string, parameters: Record<string, string>): void {
  const plan = planDevices(
    new ConnectionParameters({ "drive-path": "/drive/marie", "create-drive-path": "true", ...parameters }, {}),
  );
  const settings = { ...TEST_DEVICE_SETTINGS, driveFolder: drives, driveQuota: QUOTA };
  const names = { session: id, username: "marie", connectionName: "c", clientName: "c" };
  gateway.sessions.devices.set(id, new SessionDevices({ plan, settings, ...names, logger: silentLogger() }));
}

beforeAll(async () => {
  gateway = await startTestServer();
  await gateway.addUser("marie");
  token = await gateway.signIn("marie", "marie");
  drives = mkdtempSync(join(tmpdir(), "passerelle-drives-"));
  folder = join(drives, "marie");
  const drive = { "enable-drive": "true" };
  open("s", drive);
  open("looking", { ...drive, "disable-upload": "true" });
  open("giving", { ...drive, "disable-download": "true" });
  open("none", {});
  open("outside", { ...drive, "drive-path": "/drive/../etc" });
  address = await gateway.server.listen({ host: "127.0.0.1", port: 0 });
}, OPEN_TIME);
afterAll(async () => {
  for (const devices of gateway.sessions.devices.values()) devices.close();
  await gateway.close();
  rmSync(drives, { recursive: true });
});

function url(session: string, route: string, query: Record<string, string | number> = {}): string {
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  return `${address}/api/passerelle/sessions/${session}/drive${route}?${search}`;
}

async function call(method: string, route: string, query?: Record<string, string | number>, init: RequestInit = {}) {
  const headers = { "guacamole-token": token, ...init.headers };
  return fetch(url("s", route, query), { method, ...init, headers });
}

async function send(method: string, route: string, body: object): Promise<number> {
  const headers = { "content-type": "application/json" };
  return (await call(method, route, {}, { body: JSON.stringify(body), headers })).status;
}

const upload = (path: string, body: Uint8Array, more: Record<string, string | number | boolean> = {}) =>
  call(
    "PUT",
    "/upload",
    { path, size: body.length, modified: MODIFIED, ...more },
    { body: Buffer.from(body), headers: { "content-type": "application/octet-stream" } },
  );

/** The body of an answer, which is JSON. */
const bodyOf = async (answer: Response): Promise<ReturnType<typeof JSON.parse>> => answer.json();

const list = async (path = "") => bodyOf(await call("GET", "", { path }));

test("a file is uploaded, listed and downloaded, whole and in parts", async () => {
  const content = randomBytes(300_000);
  const name = "Été «1» 日本.bin";
  expect(await bodyOf(await upload(name, content))).toEqual({ received: 300_000, isComplete: true });
  expect(await list()).toMatchObject({
    path: "",
    items: [
      { name: "Download", isFolder: true },
      { name, isFolder: false, size: 300_000, modified: MODIFIED },
    ],
    used: 300_000,
    quota: QUOTA,
  });

  const whole = await call("GET", "/file", { path: name });
  expect(Buffer.from(await whole.arrayBuffer()).equals(content)).toBe(true);
  expect(Object.fromEntries(whole.headers)).toMatchObject({
    "content-type": "application/octet-stream",
    "content-length": "300000",
    "accept-ranges": "bytes",
    "x-content-type-options": "nosniff",
    "last-modified": new Date(MODIFIED).toUTCString(),
  });
  expect(whole.headers.get("content-disposition")).toContain("attachment");
  expect(whole.headers.get("content-disposition")).toContain(`filename*=UTF-8''${encodeURIComponent("Été")}`);

  const etag = whole.headers.get("etag") ?? "";
  const part = await call("GET", "/file", { path: name }, { headers: { range: "bytes=1000-1999", "if-range": etag } });
  expect([part.status, part.headers.get("content-range")]).toEqual([206, "bytes 1000-1999/300000"]);
  expect(Buffer.from(await part.arrayBuffer()).equals(content.subarray(1000, 2000))).toBe(true);
  const other = await call("GET", "/file", { path: name }, { headers: { range: "bytes=0-9", "if-range": '"old"' } });
  expect(other.status).toBe(200);
  await other.arrayBuffer();
  const beyond = await call("GET", "/file", { path: name }, { headers: { range: "bytes=300000-" } });
  expect([beyond.status, beyond.headers.get("content-range")]).toEqual([416, "bytes */300000"]);

  const head = await call("HEAD", "/file", { path: name });
  expect([head.status, head.headers.get("content-length")]).toEqual([200, "300000"]);
});

/** Begins an upload of `size` bytes that sends only `part` of them. */
function beginUpload(announced: { path: string; size: number; modified: number }, part: Uint8Array): ClientRequest {
  const headers = { "guacamole-token": token, "content-length": announced.size };
  const sending = request(url("s", "/upload", announced), { method: "PUT", headers });
  sending.on("error", () => {});
  sending.write(part);
  return sending;
}

test("an upload that breaks off is told apart, and goes on where it stopped", async () => {
  const content = randomBytes(500_000);
  const announced = { path: "big.bin", size: content.length, modified: MODIFIED };
  const sending = beginUpload(announced, content.subarray(0, 200_000));
  const received = async (): Promise<number> => (await bodyOf(await call("GET", "/upload", announced))).received;
  await vi.waitFor(async () => expect(await received()).toBe(200_000));
  sending.destroy();
  expect(existsSync(join(folder, "big.bin"))).toBe(false);
  const { items } = await list();
  expect(items).toContainEqual(
    expect.objectContaining({ name: "big.bin", size: 500_000, modified: MODIFIED, received: 200_000 }),
  );

  const wrong = await call("PUT", "/upload", { ...announced, offset: 499_999 }, { body: Buffer.alloc(1) });
  expect(wrong.status).toBe(412);
  const rest = await call("PUT", "/upload", { ...announced, offset: 200_000 }, { body: content.subarray(200_000) });
  expect(await bodyOf(rest)).toEqual({ received: 500_000, isComplete: true });
  expect(readFileSync(join(folder, "big.bin")).equals(content)).toBe(true);
  expect(readdirSync(folder).filter((name) => name.endsWith(".upload"))).toEqual([]);
});

test("another attempt takes over from one that hangs", async () => {
  const announced = { path: "hung.txt", size: 6, modified: MODIFIED };
  const hung = beginUpload(announced, Buffer.from("old"));
  const closed = new Promise((resolve) => hung.once("close", resolve));
  await vi.waitFor(async () => {
    const items: { name: string; received?: number }[] = (await list()).items;
    expect(items.find(({ name }) => name === "hung.txt")?.received).toBe(3);
    expect(items.map(({ name }) => name)).toEqual(["Download", "big.bin", "hung.txt", "Été «1» 日本.bin"]);
  });
  const rest = await call("PUT", "/upload", { ...announced, offset: 3 }, { body: Buffer.from("new") });
  expect(await bodyOf(rest)).toEqual({ received: 6, isComplete: true });
  await closed;
  expect(readFileSync(join(folder, "hung.txt"), "utf8")).toBe("oldnew");
});

test("what is there is replaced only where that was asked for", async () => {
  await upload("twice.txt", Buffer.from("one"));
  expect((await upload("TWICE.txt", Buffer.from("two"))).status).toBe(409);
  expect((await call("GET", "/upload", { path: "twice.txt", size: 3, modified: 1 })).status).toBe(409);
  expect(readFileSync(join(folder, "twice.txt"), "utf8")).toBe("one");
  expect((await upload("twice.txt", Buffer.from("three"), { replace: true })).status).toBe(200);
  expect(readFileSync(join(folder, "twice.txt"), "utf8")).toBe("three");
});

test("more than announced, or than the drive holds, leaves nothing behind", async () => {
  const before = (await list()).used;
  const longer = await call("PUT", "/upload", { path: "l", size: 3, modified: 1 }, { body: Buffer.from("four") });
  expect(longer.status).toBe(413);
  const full = await upload("f", Buffer.alloc(QUOTA));
  const { message, translatableMessage } = await bodyOf(full);
  expect([full.status, message]).toEqual([507, expect.stringContaining('"f"')]);
  expect(translatableMessage.key).toBe("DRIVE.FULL");
  const [one, two] = await Promise.all(["f", "g"].map((path) => upload(path, Buffer.alloc(QUOTA - before - 10))));
  const late = [one, two].find(({ status }) => status === 507);
  expect((await bodyOf(late ?? one)).message).toMatch(/^"[fg]" does not fit/);
  await send("DELETE", "/items", { paths: [one.status === 200 ? "f" : "g"] });
  expect((await list()).used).toBe(before);
  expect(readdirSync(folder).some((name) => name.endsWith(".upload"))).toBe(false);
});

test("an upload to a drive that takes no further file is refused by the name that it was to have", async () => {
  const refused = vi.spyOn(Usage.prototype, "requireEntry").mockImplementation((path) => {
    throw problemWith("too-many-files", path);
  });
  const answer = await upload("one more", Buffer.alloc(1));
  const { message, translatableMessage } = await bodyOf(answer);
  expect([answer.status, translatableMessage.key]).toEqual([507, "DRIVE.TOO_MANY_FILES"]);
  expect(message).toMatch(/^"one more" cannot be made: .* as it may. Remove what is not needed/);
  refused.mockRestore();
});

test("folders are made, renamed, moved, sent as a ZIP and removed", async () => {
  expect(await send("POST", "/folder", { path: "Rapports" })).toBe(204);
  expect(await send("POST", "/folder", { path: "rapports" })).toBe(409);
  expect(await send("POST", "/folder", { path: "Rapports/vide" })).toBe(204);
  const content = randomBytes(100_000);
  await upload("Rapports/é.bin", content);
  await upload("a.txt", Buffer.from("a"));
  expect(await send("POST", "/rename", { path: "a.txt", name: "b.txt" })).toBe(204);
  for (const name of ["../b.txt", "Rapports/b.txt", "b:c", ""]) {
    expect(await send("POST", "/rename", { path: "b.txt", name })).toBe(400);
  }
  expect(await send("POST", "/move", { from: ["b.txt"], to: "Rapports" })).toBe(204);
  expect(await send("POST", "/move", { from: ["Rapports"], to: "Rapports/vide" })).toBe(403);

  const zip = await call("GET", "/archive", { path: "Rapports" });
  expect(zip.headers.get("content-disposition")).toContain("Rapports.zip");
  const file = join(drives, "it.zip");
  writeFileSync(file, Buffer.from(await zip.arrayBuffer()));
  execFileSync("unzip", ["-q", file, "-d", join(drives, "unzipped")], { env: { ...process.env, LC_ALL: "C.UTF-8" } });
  expect(readFileSync(join(drives, "unzipped/Rapports/é.bin")).equals(content)).toBe(true);
  expect(readFileSync(join(drives, "unzipped/Rapports/b.txt"), "utf8")).toBe("a");
  expect(existsSync(join(drives, "unzipped/Rapports/vide"))).toBe(true);

  const { used } = await list();
  expect(await send("DELETE", "/items", { paths: ["Rapports"] })).toBe(204);
  expect(await send("DELETE", "/items", { paths: ["Rapports"] })).toBe(404);
  expect((await list()).used).toBe(used - 100_001);
});

test("what an archive would be is told without making it", async () => {
  const made = vi.spyOn(Archive.prototype, "bytes");
  const head = await call("HEAD", "/archive", { path: "" });
  expect([head.status, head.headers.get("content-type")]).toEqual([200, "application/zip"]);
  expect((await call("HEAD", "/archive", { path: "not there" })).status).toBe(404);
  expect(made).not.toHaveBeenCalled();
  made.mockRestore();
});

test("an upload that will not go on is removed by its name", async () => {
  const part = await call("PUT", "/upload", { path: "half.txt", size: 10, modified: 5 }, { body: Buffer.from("half") });
  expect(await bodyOf(part)).toEqual({ received: 4, isComplete: false });
  expect(await send("DELETE", "/items", { paths: ["half.txt"] })).toBe(204);
  expect((await list()).items.some(({ name }: { name: string }) => name === "half.txt")).toBe(false);
});

test("what the connection does not allow is refused with words", async () => {
  const ask = async (session: string, method: string, route: string, query = {}) => {
    const headers = { "guacamole-token": token };
    const response = await fetch(url(session, route, query), { method, headers });
    return [response.status, (await bodyOf(response)).message ?? ""];
  };
  const file = { path: "x", size: 1, modified: 1 };
  expect(await ask("looking", "PUT", "/upload", file)).toEqual([403, expect.stringContaining("uploads")]);
  expect(await ask("giving", "GET", "/file", { path: "x" })).toEqual([403, expect.stringContaining("downloads")]);
  expect(await ask("giving", "GET", "/archive", { path: "" })).toEqual([403, expect.stringContaining("downloads")]);
  expect(await ask("none", "GET", "")).toEqual([403, expect.stringContaining("no drive")]);
  expect(await ask("outside", "GET", "")).toEqual([503, expect.stringContaining("log")]);
  expect(await ask("nobody", "GET", "")).toEqual([404, expect.stringContaining("session")]);
  for (const path of ["../marie", "/etc/passwd", "a/../../b", "NUL", "a:b", "a\0b"]) {
    const { status } = await call("GET", "/file", { path });
    expect([path, status]).toEqual([path, 400]);
  }
});

test("a large file goes through in order", async () => {
  const content = randomBytes(1_000_000);
  await upload("large.bin", content);
  const answer = await call("GET", "/file", { path: "large.bin" });
  const digest = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
  expect(digest(new Uint8Array(await answer.arrayBuffer()))).toBe(digest(content));
  await send("DELETE", "/items", { paths: ["large.bin"] });
});
