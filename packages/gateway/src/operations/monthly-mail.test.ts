import { once } from "node:events";
import { type ParsedMail, simpleParser } from "mailparser";
import pino from "pino";
import { SMTPServer } from "smtp-server";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Database } from "../database/database.ts";
import { lastMailing, type MailPlan, saveMailPlan } from "../database/hours/mail.ts";
import { migrate } from "../database/migrations/migrate.ts";
import { OPEN_TIME, testDatabases } from "../database/testing/test-databases.ts";
import type { MailSettings } from "../mail/mail-settings.ts";
import { SecretBox } from "../secrets/secret-box.ts";
import { secretKey } from "../secrets/secret-key.ts";
import { dueMonth, mailHours } from "./monthly-mail.ts";

const HOUR = 3_600_000;
const PLAN: MailPlan = {
  ...{ enabled: true, day: 2, hour: 6, zone: "Indian/Antananarivo", language: "fr" },
  ...{ formats: ["csv", "json"], recipients: ["paie@example.com", "chef@example.com"] },
};
/** 06:00 in Antananarivo. */
const DUE = Date.UTC(2025, 11, 2, 3);

describe("the month that is due", () => {
  test.each([
    ["before the hour none", DUE - 1, undefined],
    ["at the hour the one before", DUE, { month: "2025-11", since: DUE }],
    ["until the next one still that", Date.UTC(2025, 11, 31, 20, 59), { month: "2025-11", since: DUE }],
    ["in January that of last year", Date.UTC(2026, 0, 5), { month: "2025-12", since: Date.UTC(2026, 0, 2, 3) }],
  ])("%s", (_, now, due) => {
    expect(dueMonth(PLAN, now)).toEqual(due);
  });
});

/** An SMTP server that keeps what it gets, or refuses. */
class Sink {
  readonly mails: ParsedMail[] = [];
  refuses = false;
  readonly #server = new SMTPServer({
    ...{ authOptional: true, disabledCommands: ["STARTTLS"], logger: false },
    onData: async (stream, _session, done) => {
      this.mails.push(await simpleParser(stream));
      done();
    },
    onRcptTo: (_address, _session, done) => done(this.refuses ? new Error("nobody lives here") : null),
  });

  async start(): Promise<MailSettings> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server.server, "listening");
    const { port } = this.#server.server.address() as { port: number };
    const from = "Passerelle <hours@example.com>";
    return { host: "127.0.0.1", port, security: "none", username: undefined, password: undefined, from };
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }
}

describe.each(testDatabases())("the monthly mail on $name", ({ open }) => {
  const sink = new Sink();
  let database: Database;
  let settings: MailSettings;
  beforeAll(async () => {
    [database, settings] = [await open(), await sink.start()];
    await migrate(database.queries);
  }, OPEN_TIME);
  afterAll(async () => {
    await sink.stop();
    await database.close();
  });
  beforeEach(async () => {
    [sink.mails.length, sink.refuses] = [0, false];
    await database.queries.deleteFrom("passerelle_hours_mailing").execute();
    await saveMailPlan(database.queries, PLAN, new Date(DUE - 24 * HOUR));
  });

  function look(now: number, hasServer = true): Promise<void> {
    const { queries } = database;
    const hoursSettings = { idleLimit: 300_000, reconnectGap: 300_000, zone: "UTC" };
    const secrets = new SecretBox(secretKey(Buffer.alloc(32)));
    return mailHours(
      { queries, secrets, hoursSettings },
      hasServer ? settings : undefined,
      pino({ level: "silent" }),
      now,
    );
  }

  test("goes to everybody once, with the report of the month before", async () => {
    await database.queries
      .insertInto("guacamole_connection_history")
      .values({
        ...{ username: "alexandra", connection_name: "desk", user_id: null, connection_id: null, remote_host: null },
        ...{ start_date: new Date(Date.UTC(2025, 10, 3, 5)), end_date: new Date(Date.UTC(2025, 10, 3, 12, 30)) },
      })
      .execute();
    await look(DUE - 1);
    expect(sink.mails).toEqual([]);
    await Promise.all([look(DUE), look(DUE), look(DUE + 1)]);
    await look(DUE + HOUR);
    expect(sink.mails).toHaveLength(1);
    const [mail] = sink.mails;
    expect(mail?.subject).toBe("Heures travaillées – novembre 2025");
    expect(mail?.text).toContain("1 personne, 7 h 30 de connexion".replaceAll(" h ", "\u00a0h\u00a0"));
    expect(mail?.attachments.map(({ filename }) => filename)).toEqual(["heures-2025-11.csv", "heures-2025-11.json"]);
    const report = JSON.parse(mail?.attachments[1]?.content.toString() ?? "");
    expect(report.lines).toMatchObject([{ name: "alexandra", total: { connected: 7.5 * HOUR, plain: 7.5 * HOUR } }]);
    expect(await lastMailing(database.queries)).toMatchObject({ month: "2025-11", problem: null, attempts: 1 });
  });

  test("is tried again a quarter of an hour after it was refused", async () => {
    sink.refuses = true;
    await look(DUE);
    expect((await lastMailing(database.queries))?.problem).toContain("nobody lives here");
    sink.refuses = false;
    await look(DUE + HOUR / 4 - 1);
    expect(sink.mails).toEqual([]);
    await look(DUE + HOUR / 4);
    expect(sink.mails).toHaveLength(1);
    expect(await lastMailing(database.queries)).toMatchObject({ problem: null, attempts: 2 });
  });

  test.each([
    ["without a server", {}, false],
    ["that is not wanted", { enabled: false }, true],
  ] as const)("%s is not sent", async (_, change, hasServer) => {
    await saveMailPlan(database.queries, { ...PLAN, ...change }, new Date(DUE - HOUR));
    await look(DUE, hasServer);
    expect(sink.mails).toEqual([]);
    expect(await lastMailing(database.queries)).toBeUndefined();
  });

  test("begins with the next month when it is planned after its day", async () => {
    await saveMailPlan(database.queries, PLAN, new Date(DUE + HOUR));
    await look(DUE + 2 * HOUR);
    expect(sink.mails).toEqual([]);
    await look(Date.UTC(2026, 0, 2, 3));
    expect(sink.mails.map(({ subject }) => subject)).toEqual(["Heures travaillées – décembre 2025"]);
  });
});
