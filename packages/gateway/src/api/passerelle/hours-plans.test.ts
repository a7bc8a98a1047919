import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OPEN_TIME, testDatabases } from "../../database/testing/test-databases.ts";
import { randomRequest } from "../testing/hours-requests.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

const HOURS = "/api/passerelle/hours";
const HOUR = 3_600_000;
const WEEK = [480, 480, 480, 480, 420, 0, 0];

describe.each(testDatabases())("planned hours, and what is wrong to ask, on $name", ({ open }) => {
  let gateway: TestServer;
  let token: string;
  beforeAll(async () => {
    gateway = await startTestServer(undefined, {}, {}, open);
    token = await gateway.signIn("admin", "admin");
  }, OPEN_TIME);
  afterAll(() => gateway.close());

  const read = async (path: string) => gateway.call(token, "GET", `${HOURS}/${path}`);
  const put = async (path: string, body: object) => gateway.call(token, "PUT", `${HOURS}/${path}`, body);
  const remove = async (path: string) => gateway.call(token, "DELETE", `${HOURS}/${path}`);
  const schedule = (more = {}) => ({
    ...{ holder: { kind: "user", name: "admin" }, validFrom: "2025-05-01", minutes: WEEK, calendar: "MG" },
    ...more,
  });

  async function audited(action: string): Promise<object[]> {
    const { body } = await gateway.call(token, "GET", `/api/passerelle/audit?action=${action}&sort=date`);
    return body.items.map(({ objectName, details }: { objectName: string; details: object }) => ({
      objectName,
      details,
    }));
  }

  test("are set, changed and deleted", async () => {
    expect((await put("schedules", schedule())).status).toBe(204);
    expect((await put("schedules", schedule({ validFrom: "2025-07-01", minutes: [1, 2, 3, 4, 5, 6, 7] }))).status).toBe(
      204,
    );
    expect((await put("schedules", schedule({ validFrom: "2025-07-01", calendar: null }))).status).toBe(204);
    expect((await read("schedules")).body).toEqual({
      total: 2,
      items: [schedule({ validFrom: "2025-07-01", calendar: null }), schedule()],
    });
    const query = "schedules?kind=user&name=admin&validFrom=2025-07-01";
    expect((await remove(query)).status).toBe(204);
    expect((await remove(query)).status).toBe(404);
    expect((await read("schedules")).body.items).toEqual([schedule()]);
    const { holder, ...details } = schedule();
    const log = await audited("hours.schedule");
    expect(log).toHaveLength(4);
    expect(log[0]).toEqual({ objectName: "admin", details });
    expect(log[3]).toEqual({ objectName: "admin", details: { validFrom: "2025-07-01", deleted: true } });
  });

  test("are free on public holidays", async () => {
    const planned = async () =>
      (await read("report?from=2025-06-23&to=2025-06-29&user=admin&unit=week")).body.total.planned / HOUR;
    expect(await planned()).toBe(39);
    await put("holidays", { calendar: "MG", day: "2025-06-26", name: "Independence" });
    await put("holidays", { calendar: "MG", day: "2025-06-26", name: "Fête nationale" });
    await put("holidays", { calendar: "FR", day: "2025-06-27", name: "Elsewhere" });
    expect(await planned()).toBe(31);
    expect((await read("holidays")).body).toEqual({
      total: 2,
      items: [
        { calendar: "FR", day: "2025-06-27", name: "Elsewhere" },
        { calendar: "MG", day: "2025-06-26", name: "Fête nationale" },
      ],
    });
    expect((await read("holidays?calendar=MG")).body.total).toBe(1);
    expect((await remove("holidays?calendar=MG&day=2025-06-26")).status).toBe(204);
    expect((await remove("holidays?calendar=MG&day=2025-06-26")).status).toBe(404);
    expect(await planned()).toBe(39);
    expect((await audited("hours.holidays")).at(-1)).toMatchObject({
      details: { calendar: "MG", day: "2025-06-26", name: "Fête nationale", deleted: true },
    });
  });

  test("are proposed public holidays of a country", async () => {
    const proposal = async (query: string) => (await read(`holidays/proposal?${query}`)).body;
    const { total, items } = await proposal("country=MG&year=2025&language=fr");
    expect(total).toBe(items.length);
    expect(items).toContainEqual({ day: "2025-06-26", name: "Fête Nationale" });
    expect(items).toContainEqual({ day: "2025-04-21", name: "Lundi de Pâques" });
    const days = items.map(({ day }: { day: string }) => day);
    expect(days).toEqual([...new Set(days)].sort());
    expect((await proposal("country=FR&year=2026")).items).toContainEqual({ day: "2026-07-14", name: "Bastille Day" });
    expect(await read("holidays/proposal?country=XX&year=2025")).toMatchObject({ status: 404 });
  });

  test("roles are given once, to those who are there", async () => {
    const clerk = { holder: { kind: "user", name: "admin" }, role: "clerk", team: null };
    expect((await put("roles", clerk)).status).toBe(204);
    expect((await put("roles", clerk)).status).toBe(204);
    expect((await read("roles")).body).toEqual({ total: 1, items: [clerk] });
    expect((await remove("roles?kind=user&name=admin&role=clerk")).status).toBe(204);
    expect((await remove("roles?kind=user&name=admin&role=clerk")).status).toBe(204);
    expect(await audited("hours.roles")).toEqual([
      { objectName: "admin", details: { role: "clerk", team: null } },
      { objectName: "admin", details: { role: "clerk", team: null, deleted: true } },
    ]);
  });

  const [HOLIDAY, ROLE] = [
    { calendar: "MG", day: "2025-06-26", name: "n" },
    { holder: { kind: "user", name: "admin" }, role: "leader", team: "nothing" },
  ];
  test.each([
    ["schedules", schedule({ validFrom: "2025-02-30" }), 400],
    ["schedules", schedule({ validFrom: "0000-01-01" }), 400],
    ["schedules", schedule({ validFrom: "3000-01-01" }), 400],
    ["schedules", schedule({ validFrom: "today" }), 400],
    ["schedules", schedule({ minutes: [480] }), 400],
    ["schedules", schedule({ minutes: [...WEEK, 1] }), 400],
    ["schedules", schedule({ minutes: [1441, 0, 0, 0, 0, 0, 0] }), 400],
    ["schedules", schedule({ minutes: [-1, 0, 0, 0, 0, 0, 0] }), 400],
    ["schedules", schedule({ calendar: "x".repeat(65) }), 400],
    ["schedules", schedule({ holder: { kind: "user", name: "nobody" } }), 404],
    ["schedules", schedule({ holder: { kind: "userGroup", name: "admin" } }), 404],
    ["schedules", schedule({ holder: { kind: "connection", name: "1" } }), 400],
    ["holidays", { ...HOLIDAY, day: "2025-06-31" }, 400],
    ["holidays", { ...HOLIDAY, name: "x".repeat(129) }, 400],
    ["holidays", { ...HOLIDAY, name: " " }, 400],
    ["holidays", { ...HOLIDAY, calendar: "" }, 400],
    ["roles", ROLE, 404],
    ["roles", { ...ROLE, team: null }, 400],
    ["roles", { ...ROLE, role: "clerk" }, 400],
    ["roles", { ...ROLE, role: "king" }, 400],
    ["roles", { holder: { kind: "user", name: "nobody" }, role: "clerk", team: null }, 404],
  ])("%s %j is refused", async (path, body, status) => {
    expect((await put(path, body)).status).toBe(status);
  });

  const DAYS = "from=2025-11-01&to=2025-11-30";
  test.each([
    ["report", "", "must have required property"],
    ["report", "from=2025-02-30&to=2025-03-01", "There is no day 2025-02-30"],
    ["report", "from=2025-11-1&to=2025-11-30", "must match pattern"],
    ["report", "from=2025-11-30&to=2025-11-01", "2025-11-01 is before 2025-11-30"],
    ["report", "from=2000-01-01&to=2027-05-18", "are 10000 days; ask for at most 400"],
    ["report", "from=0001-01-01&to=0001-01-02", "There is no day 0001-01-01"],
    ["report", `${DAYS}&zone=Mars/Olympus`, 'There is no time zone "Mars/Olympus"'],
    ["report", `${DAYS}&zone=${"x".repeat(100)}`, "must NOT have more than 64"],
    ["report", `${DAYS}&zone=%27;drop`, "There is no time zone"],
    ["report", `${DAYS}&by=hat`, ""],
    ["report", `${DAYS}&unit=year`, ""],
    ["closings/2025-10", "id=1e400", "A number is too large."],
    ["holidays/proposal", "country=FR&year=1e400", "A number is too large."],
    ["report", `${DAYS}&connection=one`, '"one" is not the identifier of a connection'],
    ["report", `${DAYS}&user=${"x".repeat(129)}`, "must NOT have more than 128"],
    ["report", `${DAYS}&user=a&user=b`, ""],
    ["day", "day=2025-02-29", "There is no day 2025-02-29"],
    ["day", "day=2025-11-03&zone=", ""],
    ["corrections", "from=2025-11-03&to=2025-11-02", "is before"],
    ["doubtful", "from=2024-01-01&to=2025-11-02", "ask for at most 400"],
    ["holidays/proposal", "country=fr&year=2025", ""],
    ["holidays/proposal", "country=FR&year=20250", ""],
  ])("%s?%s is refused", async (path, query, message) => {
    const { status, body } = await read(`${path}?${query}`);
    expect([status, body.message]).toEqual([400, expect.stringContaining(message)]);
  });

  test("whatever is asked is answered", async () => {
    await fc.assert(
      fc.asyncProperty(randomRequest, async ({ method, path, body }) => {
        const { status } = await gateway.call(token, method, `${HOURS}/${path}`, body);
        expect(status).toBeLessThan(500);
      }),
      { numRuns: 80 },
    );
  });
});
