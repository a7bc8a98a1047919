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

const WHOSE = { zone: "Europe/Paris", user: undefined, team: undefined };
const RANGE = { ...WHOSE, from: "2025-11-03", to: "2025-11-04" };
const CORRECTION = { kind: "add", person: "admin", start: 1_762_160_400_000, end: 1_762_164_000_000, reason: "r" };
const HOLIDAY = { calendar: "MG", day: "2025-06-26", name: "n" };
const ADMIN = { kind: "user", name: "admin" };

/** Routes with what is right to ask; undefined: it can be left out. */
const ROUTES = [
  ["GET", "report", { ...RANGE, by: "person", unit: "day", connection: undefined }],
  ["GET", "day", { ...WHOSE, day: "2025-11-03" }],
  ["GET", "corrections", RANGE],
  ["GET", "doubtful", RANGE],
  ["POST", "corrections", CORRECTION],
  ["POST", "corrections", { kind: "settle", historyId: 2, end: 1_762_164_000_000, reason: "r" }],
  ["POST", "closings", { month: "2025-10", zone: "UTC", evenDoubtful: undefined }],
  ["PUT", "schedules", { holder: ADMIN, validFrom: "2025-01-01", minutes: [1, 2, 3, 4, 5, 6, 7], calendar: "MG" }],
  ["DELETE", "schedules", { ...ADMIN, validFrom: "2025-01-01" }],
  ["PUT", "holidays", HOLIDAY],
  ["DELETE", "holidays", { calendar: "MG", day: "2025-06-26" }],
  ["GET", "holidays/proposal", { country: "MG", year: 2025, language: "fr" }],
  ["PUT", "roles", { holder: ADMIN, role: "clerk", team: null }],
  ["DELETE", "roles", { ...ADMIN, role: "clerk", team: undefined }],
] as const;

/** A request below `hours`, in which some values are not what they should be. */
export const randomRequest = fc.constantFrom(...ROUTES).chain(([method, path, right]) =>
  fc.dictionary(fc.constantFrom(...Object.keys(right)), value, { maxKeys: 3 }).map((wrong) => {
    const values = { ...right, ...wrong };
    return method === "POST" || method === "PUT"
      ? { method, path, body: values }
      : { method, path: `${path}?${queryOf(values)}`, body: undefined };
  }),
);

function queryOf(values: Readonly<Record<string, unknown>>): string {
  return Object.entries(values)
    .filter(([, it]) => it !== undefined)
    .map(
      ([name, it]) =>
        `${name}=${encodeURIComponent((typeof it === "string" ? it : JSON.stringify(it)).toWellFormed())}`,
    )
    .join("&");
}
