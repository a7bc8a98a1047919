import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { OPEN_TIME, testDatabases } from "../../database/testing/test-databases.ts";
import { addPeople, type HoursPerson } from "../testing/hours-people.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

const HOURS = "/api/passerelle/hours";
const DAYS = "from=2025-11-01&to=2025-11-30";

describe.each(testDatabases())("rights to hours on $name", ({ open }) => {
  let gateway: TestServer;
  let tokens: Record<HoursPerson, string>;
  beforeAll(async () => {
    gateway = await startTestServer(undefined, {}, {}, open);
    tokens = await addPeople(gateway);
  }, OPEN_TIME);
  afterAll(() => gateway.close());

  async function ask(
    person: HoursPerson | "nobody",
    method: "GET" | "POST" | "PUT" | "DELETE",
    path: string,
    body?: object,
  ) {
    return gateway.call(person === "nobody" ? undefined : tokens[person], method, `${HOURS}/${path}`, body);
  }

  async function seenBy(person: HoursPerson, query = ""): Promise<string | number> {
    const { status, body } = await ask(person, "GET", `report?${DAYS}${query}`);
    return status === 200 ? body.lines.map((line: { name: string }) => line.name).join(" ") : status;
  }

  test.each([
    ["agent", { all: false, correct: false, administer: false, teams: [] }],
    ["leader", { all: false, correct: false, administer: false, teams: [{ identifier: "team", name: "team" }] }],
    ["deputy", { all: false, correct: false, administer: false, teams: [{ identifier: "team", name: "team" }] }],
    ["clerk", { all: true, correct: true, administer: false, teams: [] }],
    ["auditor", { all: true, correct: false, administer: false, teams: [] }],
    ["admin", { all: true, correct: true, administer: true, teams: [] }],
  ] as const)("are told: %s", async (person, rights) => {
    expect(await ask(person, "GET", "access")).toEqual({ status: 200, body: { own: true, zone: "UTC", ...rights } });
  });

  const EVERYBODY = "agent auditor clerk colleague deputy gone leader stranger";
  test.each([
    ["agent", "", "agent"],
    ["agent", "&user=agent", "agent"],
    ["agent", "&user=colleague", 403],
    ["agent", "&user=nobody", 403],
    ["agent", "&user=gone", 403],
    ["agent", "&team=team", 403],
    ["agent", "&team=nothing", 403],
    ["agent", "&by=team", 403],
    ["agent", "&by=team&user=agent", 403],
    ["agent", "&by=connection", "desk"],
    ["leader", "", "agent colleague"],
    ["leader", "&user=colleague", "colleague"],
    ["leader", "&user=leader", "leader"],
    ["leader", "&user=stranger", 403],
    ["leader", "&user=nobody", 403],
    ["leader", "&team=team", "agent colleague"],
    ["leader", "&team=team&user=agent", "agent"],
    ["leader", "&team=team&user=stranger", ""],
    ["leader", "&team=half", 403],
    ["leader", "&team=others", 403],
    ["leader", "&by=team", "team"],
    ["leader", "&by=team&team=others", 403],
    ["deputy", "", "agent colleague"],
    ["deputy", "&user=stranger", 403],
    ["deputy", "&team=team", "agent colleague"],
    ["clerk", "", EVERYBODY],
    ["clerk", "&user=gone", "gone"],
    ["clerk", "&team=others", "stranger"],
    ["clerk", "&team=nothing", 404],
    ["auditor", "", EVERYBODY],
    ["auditor", "&by=team", "deputies half others team"],
    ["admin", "", EVERYBODY],
    ["gone", "", 403],
  ] as const)("to reports: %s, %s", async (person, query, expected) => {
    expect(await seenBy(person, query)).toBe(expected);
  });

  test("to the timeline, corrections and doubtful sessions are those to reports", async () => {
    for (const path of ["day?day=2025-11-03", `corrections?${DAYS}`, `doubtful?${DAYS}`]) {
      expect((await ask("agent", "GET", `${path}&user=colleague`)).status).toBe(403);
      expect((await ask("leader", "GET", `${path}&team=others`)).status).toBe(403);
      expect((await ask("leader", "GET", `${path}&user=colleague`)).status).toBe(200);
      expect((await ask("auditor", "GET", path)).status).toBe(200);
    }
    const { body } = await ask("leader", "GET", "day?day=2025-11-03");
    expect(body.lines.map((line: { username: string }) => line.username)).toEqual(["agent", "colleague"]);
  });

  const correction = { kind: "add", person: "agent", start: 1_762_000_000_000, end: 1_762_000_060_000, reason: "r" };
  const schedule = {
    ...{ holder: { kind: "user", name: "agent" }, validFrom: "2025-01-01", minutes: [1, 2, 3, 4, 5, 6, 7] },
    calendar: null,
  };
  const role = { holder: { kind: "user", name: "agent" }, role: "leader", team: "others" };
  const [ALL, CLERKS, ADMINISTRATORS] = [["clerk", "auditor", "admin"], ["clerk", "admin"], ["admin"]] as const;
  // In this order: what is made is then deleted.
  test.each([
    ["GET", "closings", undefined, ALL],
    ["GET", "closings/2025-10", undefined, ALL],
    ["GET", "closings/2025-10/signed", undefined, ALL],
    ["GET", "schedules", undefined, ALL],
    ["GET", "holidays", undefined, ALL],
    ["GET", "roles", undefined, ALL],
    ["GET", "holidays/proposal?country=MG&year=2025", undefined, CLERKS],
    ["POST", "corrections", correction, CLERKS],
    ["POST", "corrections/1/withdraw", { reason: "r" }, CLERKS],
    ["POST", "closings", { month: "2025-10" }, CLERKS],
    ["POST", "closings/2025-10/reopen", { reason: "r" }, ADMINISTRATORS],
    ["PUT", "schedules", schedule, CLERKS],
    ["DELETE", "schedules?kind=user&name=agent&validFrom=2025-01-01", undefined, CLERKS],
    ["PUT", "holidays", { calendar: "MG", day: "2025-06-26", name: "n" }, CLERKS],
    ["DELETE", "holidays?calendar=MG&day=2025-06-26", undefined, CLERKS],
    ["PUT", "roles", role, ADMINISTRATORS],
    ["DELETE", "roles?kind=user&name=agent&role=leader&team=others", undefined, ADMINISTRATORS],
  ] as const)("to %s %s", async (method, path, body, allowed) => {
    for (const person of ["nobody", "gone", "agent", "leader", "deputy", "auditor", "clerk", "admin"] as const) {
      const { status } = await ask(person, method, path, body);
      const isAllowed = (allowed as readonly string[]).includes(person);
      expect(`${person} ${status === 403 ? "refused" : "allowed"}`).toBe(
        `${person} ${isAllowed ? "allowed" : "refused"}`,
      );
      expect(status).toBeLessThan(500);
    }
  });

  test("go with roles, groups and the group that is led", async () => {
    await ask("admin", "PUT", "roles", {
      holder: { kind: "userGroup", name: "deputies" },
      role: "leader",
      team: "others",
    });
    expect(await seenBy("deputy")).toBe("agent colleague stranger");
    await ask("admin", "DELETE", "roles?kind=userGroup&name=deputies&role=leader&team=others");
    expect(await seenBy("deputy", "&user=stranger")).toBe(403);
    const disable = { disabled: "true" };
    const url = "/api/session/data/postgresql/userGroups/team";
    const body = { identifier: "team", attributes: disable, disabled: true };
    expect((await gateway.call(tokens.admin, "PUT", url, body)).status).toBe(204);
    expect(await seenBy("leader")).toBe("leader");
    expect(await seenBy("leader", "&team=team")).toBe(403);
  });
});
