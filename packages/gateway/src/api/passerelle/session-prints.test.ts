import type { FileHandle } from "node:fs/promises";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { OPEN_TIME } from "../../database/testing/test-databases.ts";
import { PrintsDevice } from "../../printing/prints-device.ts";
import { simplePdf } from "../../printing/testing/documents.ts";
import { silentLogger } from "../../sessions/testing/silent-logger.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

const PRINTS = "/api/passerelle/sessions/mine/prints";

let gateway: TestServer;
let device: PrintsDevice;
let own: string;
let others: string;

beforeAll(async () => {
  gateway = await startTestServer();
  const ownId = await gateway.addUser("agent");
  await gateway.addUser("other");
  own = await gateway.signIn("agent", "agent");
  others = await gateway.signIn("other", "other");
  device = new PrintsDevice("Passerelle", 1 << 20, silentLogger());
  const devicesOf = (userId: number, id: string) => {
    if (userId !== ownId) return undefined;
    return { mine: { devices: { prints: device } }, bare: { devices: {} } }[id];
  };
  Object.assign(gateway.sessions, { devicesOf });
}, OPEN_TIME);
afterAll(async () => {
  device.close();
  await gateway.close();
});

async function print(document: Buffer): Promise<number> {
  const { prints } = device;
  const job = await prints.begin();
  if (job === undefined) throw new Error("the printer takes nothing");
  await prints.write(job, document);
  await prints.finish(job);
  await vi.waitFor(() => expect(prints.list.at(-1)?.state).toMatch(/^(ready|failed)$/));
  return job;
}

async function get(token: string, url: string) {
  const { statusCode, headers, rawPayload } = await gateway.server.inject({
    url,
    headers: { "guacamole-token": token },
  });
  return { status: statusCode, headers, bytes: rawPayload };
}

test("a print is listed, shown, downloaded and removed", async () => {
  const pdf = simplePdf('Été "2026".pdf', 2);
  const job = await print(pdf);
  const listed = { job, name: 'Été "2026".pdf', state: "ready", bytes: pdf.length, pages: 2 };
  expect((await gateway.call(own, "GET", PRINTS)).body).toMatchObject([listed]);

  const shown = await get(own, `${PRINTS}/${job}`);
  expect(shown.bytes).toEqual(pdf);
  expect(shown.headers).toMatchObject({
    "content-type": "application/pdf",
    "content-disposition": `inline; filename="?t? \\"2026\\".pdf"; filename*=UTF-8''%C3%89t%C3%A9%20%222026%22.pdf`,
    "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'self'",
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
    "cache-control": "no-store",
  });
  const downloaded = await get(own, `${PRINTS}/${job}?download=true`);
  expect(downloaded.headers["content-disposition"]).toMatch(/^attachment; /);

  expect((await gateway.call(own, "DELETE", `${PRINTS}/${job}`)).status).toBe(204);
  expect((await gateway.call(own, "DELETE", `${PRINTS}/${job}`)).status).toBe(404);
  expect((await gateway.call(own, "GET", PRINTS)).body).toEqual([]);
});

test("what failed is listed with its problem, and cannot be fetched", async () => {
  const job = await print(Buffer.from("PK"));
  expect((await gateway.call(own, "GET", PRINTS)).body).toMatchObject([{ job, problem: "unknown-format" }]);
  expect((await get(own, `${PRINTS}/${job}`)).status).toBe(404);
});

test("a print whose length the disk does not tell is closed again", async () => {
  const job = await print(simplePdf("a", 1));
  const close = vi.fn(async () => {});
  const broken = { close, stat: () => Promise.reject(new Error("EIO")) } as unknown as FileHandle;
  const opening = vi.spyOn(device.prints, "open").mockResolvedValue(broken);
  expect((await get(own, `${PRINTS}/${job}`)).status).toBe(500);
  expect(close).toHaveBeenCalledOnce();
  opening.mockRestore();
});

test("other people's prints do not exist, and a connection may have no printer", async () => {
  expect((await gateway.call(others, "GET", PRINTS)).status).toBe(404);
  expect((await get(others, `${PRINTS}/1`)).status).toBe(404);
  expect((await gateway.call(others, "DELETE", `${PRINTS}/1`)).status).toBe(404);
  expect((await gateway.call(own, "GET", "/api/passerelle/sessions/bare/prints")).status).toBe(403);
  expect((await gateway.call(undefined, "GET", PRINTS)).status).toBe(403);
  expect((await get(own, `${PRINTS}/../../x`)).status).toBe(404);
});
