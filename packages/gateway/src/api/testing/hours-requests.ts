import fc from "fast-check";

const DAYS = "2025-11-03 2025-11-04 2025-02-30 9999-12-31 -271821-04-20 2025-W01-1 20251103 2025-11 2025-13".split(" ");
const ZONES = "UTC Europe/Paris +01:00 +25:00 Etc/GMT+12 utc[u-ca=hebrew]".split(" ");
const WORDS =
  "admin mia add remove settle leader clerk user userGroup person team day week range MG FR __proto__".split(" ");
const HOSTILE = [
  "",
  " ",
  "%",
  "'",
  '"',
  "\\",
  "\u0000",
  "\ud800",
  "é".repeat(200),
  "x".repeat(2000),
  "null",
  "NaN",
  "1e400",
];
const TEXTS = [...DAYS, ...ZONES, ...WORDS, ...HOSTILE];
const NUMBERS = [0, -0, 1, -1, 0.5, 1440, 1_762_160_400_000, 1_762_164_000_000, 2 ** 31, 2 ** 53, 8.64e15, 1e308];

const value: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...TEXTS, ...NUMBERS, null, true, false),
  fc.array(fc.constantFrom<unknown>(...NUMBERS, "1"), { maxLength: 9 }),
  fc.record({ kind: fc.constantFrom("user", "userGroup", "x"), name: fc.constantFrom(...TEXTS) }),
);

const ROUTES = [
  ["GET", "report", ["from", "to", "zone", "by", "unit", "user", "team", "connection"]],
  ["GET", "day", ["day", "zone", "user", "team"]],
  ["GET", "corrections", ["from", "to", "zone", "user", "team"]],
  ["GET", "doubtful", ["from", "to", "zone", "user", "team"]],
  ["POST", "corrections", ["kind", "person", "start", "end", "reason", "historyId"]],
  ["POST", "closings", ["month", "zone", "evenDoubtful"]],
  ["PUT", "schedules", ["holder", "validFrom", "minutes", "calendar"]],
  ["DELETE", "schedules", ["kind", "name", "validFrom"]],
  ["PUT", "holidays", ["calendar", "day", "name"]],
  ["DELETE", "holidays", ["calendar", "day"]],
  ["GET", "holidays/proposal", ["country", "year", "language"]],
  ["PUT", "roles", ["holder", "role", "team"]],
  ["DELETE", "roles", ["kind", "name", "role", "team"]],
] as const;

const RIGHT: Readonly<Record<string, unknown>> = {
  ...{ from: "2025-11-03", to: "2025-11-04", day: "2025-11-03", zone: "Europe/Paris", month: "2025-10" },
  ...{ kind: "add", person: "mia", start: 1_762_160_400_000, end: 1_762_164_000_000, reason: "r", calendar: "MG" },
  ...{ validFrom: "2025-01-01", minutes: [1, 2, 3, 4, 5, 6, 7], holder: { kind: "user", name: "mia" }, role: "clerk" },
  ...{ country: "MG", year: 2025, language: "fr", name: "mia", historyId: 1 },
};

/** A request below `hours`, in which some values are not what they should be. */
export const randomRequest = fc.constantFrom(...ROUTES).chain(([method, path, fields]) => {
  const right = Object.fromEntries(fields.flatMap((field) => (field in RIGHT ? [[field, RIGHT[field]]] : [])));
  return fc.dictionary(fc.constantFrom(...fields), value, { maxKeys: fields.length }).map((wrong) => {
    const values = { ...right, ...wrong };
    return method === "POST" || method === "PUT"
      ? { method, path, body: values }
      : { method, path: `${path}?${queryOf(values)}`, body: undefined };
  });
});

function queryOf(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .map(
      ([name, it]) =>
        `${name}=${encodeURIComponent((typeof it === "string" ? it : JSON.stringify(it)).toWellFormed())}`,
    )
    .join("&");
}
