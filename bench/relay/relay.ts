import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { percentile } from "@passerelle/headless";
import { ClientProcess } from "../session/client-process.ts";
import { ADMINISTRATOR, GatewayProcess } from "../session/gateway.ts";
import { cpuSeconds } from "../session/process-figures.ts";
import { digits, print, printTable } from "../table.ts";
import type { RelayPort, SourcePorts } from "./relay-protocol.ts";

const SOURCE = fileURLToPath(new URL("source.ts", import.meta.url));
const PLAIN_RELAY = fileURLToPath(new URL("plain-relay.ts", import.meta.url));
const CONNECTION = "source";
const ROUNDS = 5;
const WINDOW = 4_000;
const WARM_UP = 3_000;

interface Round {
  /** Milliseconds of processor time for each megabyte. */
  readonly cost: number;
  /** MB a second. */
  readonly rate: number;
}

/** What is measured: a process that moves bytes, and how a client reaches it. */
interface Contender {
  readonly name: string;
  readonly pid: number;
  open(): Promise<ClientProcess>;
  readonly rounds: Round[];
}

/** The gateway and a plain relay move the same bytes in turns; prints processor time for each megabyte. */
export async function benchRelay(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { node: { type: "string", default: "" } } });
  const source = fork(SOURCE);
  const [ports] = (await once(source, "message")) as [SourcePorts];
  const relay = fork(PLAIN_RELAY, [String(ports.tls)]);
  const [{ port }] = (await once(relay, "message")) as [RelayPort];
  const gateway = await GatewayProcess.start(values.node.split(" ").filter(Boolean));
  try {
    await gateway.createConnection(CONNECTION, sourceParameters(ports.rdp));
    const contenders = [relayContender(relay, port), gatewayContender(gateway)];
    for (let round = 0; round < ROUNDS; round++) {
      for (const contender of contenders) contender.rounds.push(await measure(contender));
    }
    printRounds(contenders);
  } finally {
    await gateway.stop();
    relay.disconnect();
    source.disconnect();
  }
}

function sourceParameters(port: number): Record<string, string> {
  return {
    hostname: "127.0.0.1",
    port: String(port),
    username: "bench",
    password: "bench",
    security: "tls",
    "ignore-cert": "true",
  };
}

function relayContender(relay: ChildProcess, port: number): Contender {
  const options = { url: `ws://127.0.0.1:${port}`, username: "", password: "", connection: "" };
  return {
    name: "plain relay",
    pid: relay.pid as number,
    open: () => ClientProcess.open({ ...options, kind: "count" }),
    rounds: [],
  };
}

function gatewayContender({ url, pid }: GatewayProcess): Contender {
  return {
    name: "gateway",
    pid,
    open: () => ClientProcess.open({ url, ...ADMINISTRATOR, connection: CONNECTION, kind: "acknowledge" }),
    rounds: [],
  };
}

async function measure(contender: Contender): Promise<Round> {
  const client = await contender.open();
  await delay(WARM_UP);
  const before = { cpu: cpuSeconds(contender.pid), at: performance.now(), bytes: (await client.counts()).bytes };
  await delay(WINDOW);
  const { bytes } = await client.counts();
  const megabytes = (bytes - before.bytes) / 1e6;
  const cost = ((cpuSeconds(contender.pid) - before.cpu) * 1000) / megabytes;
  const rate = (megabytes * 1000) / (performance.now() - before.at);
  await client.close();
  return { cost, rate };
}

function printRounds(contenders: readonly Contender[]): void {
  const costs = contenders.map(
    ({ rounds }) =>
      percentile(
        rounds.map(({ cost }) => cost),
        0.5,
      ) ?? Number.NaN,
  );
  print(`\nAs fast as it goes, ${ROUNDS} rounds in turns, medians.\n`);
  printTable(
    ["", "ms CPU/MB", "of all rounds", "MB/s", "ratio"],
    contenders.map(({ name, rounds }, i) => [
      name,
      digits(costs[i]),
      rounds.map(({ cost }) => digits(cost)).join(" "),
      digits(
        percentile(
          rounds.map(({ rate }) => rate),
          0.5,
        ),
      ),
      digits((costs[i] as number) / (costs[0] as number)),
    ]),
  );
}
