import { performance } from "node:perf_hooks";
import { DebianRoot } from "../../tests/servers/debian-root.ts";
import { ADMIN, ADMIN_PASSWORD, GatewayProcess } from "../../tests/servers/gateway.ts";
import { type Postgres, startPostgres } from "../../tests/servers/postgres.ts";
import { digits, print, printTable } from "../table.ts";
import { AGENT, FILL, PASSWORD, SIZES } from "./large-installation.ts";

const DATABASE = "guacamole_db";
const ROUNDS = 15;

const GUACAMOLE = "api/session/data/postgresql";
const OWN = "api/passerelle";

/** What is asked for, in words, and its path. */
const REQUESTS: readonly (readonly [string, string])[] = [
  ["first page of users", `${OWN}/users?limit=50`],
  ["users, searched", `${OWN}/users?limit=50&search=number+99`],
  ["users, by last login", `${OWN}/users?limit=50&sort=-lastActive`],
  ["groups of users", `${OWN}/userGroups?limit=50`],
  ["first page of connections", `${OWN}/connections?limit=50`],
  ["connections, searched", `${OWN}/connections?limit=50&search=pc-99`],
  ["connections, by path", `${OWN}/connections?limit=50&sort=path`],
  ["connections, by last use", `${OWN}/connections?limit=50&sort=-lastActive`],
  ["connections, last page", `${OWN}/connections?limit=50&offset=9950`],
  ["groups of connections", `${OWN}/connectionGroups?limit=50`],
  ["newest uses", `${OWN}/history/connections?limit=50`],
  ["uses, searched", `${OWN}/history/connections?limit=50&search=00123`],
  ["uses of one user", `${OWN}/history/connections?limit=50&username=${AGENT}`],
  ["longest uses", `${OWN}/history/connections?limit=50&sort=-duration`],
  ["newest logins", `${OWN}/history/logins?limit=50`],
  ["recent connections", `${OWN}/recent`],
  ["Guacamole: tree", `${GUACAMOLE}/connectionGroups/ROOT/tree`],
  ["Guacamole: all connections", `${GUACAMOLE}/connections`],
  ["Guacamole: all users", `${GUACAMOLE}/users`],
  ["Guacamole: history, searched", `${GUACAMOLE}/history/connections?contains=agent-00123`],
  ["Guacamole: effective permissions", `${GUACAMOLE}/self/effectivePermissions`],
];

/** Times of requests to a gateway on PostgreSQL 15 with a large installation, for its administrator and for an agent. */
export async function benchDatabase(): Promise<void> {
  const postgres = await startPostgres(await DebianRoot.open("bookworm"));
  try {
    await fill(postgres);
    const began = performance.now();
    const gateway = await start(postgres);
    try {
      print(
        `The gateway started in ${digits((performance.now() - began) / 1000)} s and encrypted the passwords meanwhile.\n`,
      );
      await measureAll(gateway);
    } finally {
      await gateway.stop();
    }
  } finally {
    await postgres.stop();
  }
}

async function fill(postgres: Postgres): Promise<void> {
  await postgres.psql("postgres", `create database ${DATABASE}`);
  const first = await start(postgres);
  await first.stop();
  print(
    `Making ${Object.entries(SIZES)
      .map(([what, count]) => `${count} ${what}`)
      .join(", ")}.`,
  );
  await postgres.psql(DATABASE, FILL);
}

function start({ host, port, user }: Postgres): Promise<GatewayProcess> {
  return GatewayProcess.startNew({
    POSTGRES_HOSTNAME: host,
    POSTGRES_PORT: String(port),
    POSTGRES_DATABASE: DATABASE,
    POSTGRES_USER: user,
    POSTGRES_PASSWORD: "of no account",
    PASSERELLE_ADMIN_USER: ADMIN,
    PASSERELLE_ADMIN_PASSWORD: ADMIN_PASSWORD,
    PASSERELLE_SECRET_KEY: KEY,
  });
}

/** Each start has a data folder of its own. */
const KEY = Buffer.alloc(32, 7).toString("base64");

interface Figures {
  readonly times: readonly number[];
  readonly bytes: number;
}

async function measureAll({ url }: GatewayProcess): Promise<void> {
  const people = [
    { username: ADMIN, password: ADMIN_PASSWORD },
    { username: AGENT, password: PASSWORD },
  ];
  const tokens = await Promise.all(people.map((person) => signIn(url, person)));
  const logins = [];
  for (const person of people) {
    logins.push(await measure(() => signIn(url, person)));
  }
  const rows = [rowOf("login", logins)];
  for (const [what, path] of REQUESTS) {
    const figures = [];
    for (const token of tokens) {
      figures.push(await measure(() => get(`${url}/${path}`, token)));
    }
    rows.push(rowOf(what, figures));
  }
  printTable(["request", "administrator: p50", "p95", "KB", "agent: p50", "p95", "KB"], rows);
}

async function signIn(url: string, person: Record<string, string>): Promise<string> {
  const response = await fetch(`${url}/api/tokens`, { method: "POST", body: new URLSearchParams(person) });
  if (!response.ok) throw new Error(`${person.username} cannot log in: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { authToken: string }).authToken;
}

async function get(url: string, token: string): Promise<string> {
  const response = await fetch(url, { headers: { "Guacamole-Token": token } });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url}: ${response.status} ${text}`);
  return text;
}

/** Does `work` a few times, the first time untimed, and answers how long it took and how long its last answer was. */
async function measure(work: () => Promise<string>): Promise<Figures> {
  const times: number[] = [];
  let answer = await work();
  for (let round = 0; round < ROUNDS; round++) {
    const began = performance.now();
    answer = await work();
    times.push(performance.now() - began);
  }
  return { times: times.sort((one, other) => one - other), bytes: Buffer.byteLength(answer) };
}

function rowOf(what: string, figures: readonly Figures[]): string[] {
  const cells = figures.flatMap(({ times, bytes }) => [
    digits(quantile(times, 0.5)),
    digits(quantile(times, 0.95)),
    digits(bytes / 1000),
  ]);
  return [what, ...cells];
}

function quantile(sorted: readonly number[], share: number): number | undefined {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
