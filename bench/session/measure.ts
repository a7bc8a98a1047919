import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { ClientProcess } from "./client-process.ts";
import type { ClientKind } from "./client-protocol.ts";
import { ADMINISTRATOR, GatewayProcess } from "./gateway.ts";
import { addedByGateway, type Spread, spread } from "./latency.ts";
import { busySeconds, bytesWritten, cpuSeconds, proportionalMemory } from "./process-figures.ts";
import { connectionTo, type RdpServer, type Setup } from "./setups.ts";
import { Tap } from "./tap.ts";
import { ACTIVITIES, type Activity, BREAK_IN_ACTIVITY, type Workloads } from "./workloads.ts";

const CONNECTION = "bench";
const WARM_UP = 4_000;
/** Milliseconds in which a new gateway compiles what it runs often, and then collects what its start has left. */
const BREAK_IN = 20_000;
const SETTLING = 25_000;
const SAMPLE_INTERVAL = 1_000;
const PRESSES = 60;

export interface MeasureOptions {
  /** Seconds of each activity, if not a whole loop of it. */
  readonly seconds: number | undefined;
  /** The only activity, or `latency`. */
  readonly activity: string | undefined;
  readonly client: ClientKind;
  readonly nodeFlags: readonly string[];
}

/** One activity. Per minute where it says so. */
interface ActivityFigures {
  readonly activity: Activity["name"];
  readonly cpuSecondsPerMinute: number;
  /** MiB of PSS over the gateway before its first session. */
  readonly memory: number;
  /** MB from the RDP server, and to the browser. */
  readonly megabytesIn: number;
  readonly megabytesOut: number;
  readonly framesPerSecond: number;
  readonly picturesPerSecond: number;
  readonly clientCpuSecondsPerMinute: number;
  /** Part of the machine that was busy, 0 to 1 for each core. */
  readonly busyCores: number;
}

export interface LatencyFigures {
  readonly presses: number;
  readonly total: Spread;
  readonly added: Spread;
}

export interface SetupFigures {
  readonly activities: readonly ActivityFigures[];
  readonly latency: LatencyFigures | undefined;
}

/** What one measurement talks to. */
interface Bench {
  readonly workloads: Workloads;
  readonly setup: Setup;
  readonly server: RdpServer;
  readonly tap: Tap;
  readonly gateway: GatewayProcess;
  /** MiB of PSS before the first session, without garbage. */
  readonly idle: number;
  readonly options: MeasureOptions;
}

/** Starts a server and a gateway of their own and runs all activities in one session. */
export async function measureSetup(setup: Setup, workloads: Workloads, options: MeasureOptions): Promise<SetupFigures> {
  const server = await setup.start();
  const tap = await Tap.to(server.port);
  const gateway = await GatewayProcess.start(options.nodeFlags);
  try {
    await gateway.createConnection(CONNECTION, connectionTo(setup, tap.port));
    await delay(WARM_UP);
    const bench: Bench = { workloads, setup, server, tap, gateway, idle: await gateway.memoryInUse(), options };
    const activities = ACTIVITIES.filter(({ name }) => name === (options.activity ?? name));
    return {
      activities: activities.length > 0 ? await measureActivities(bench, activities) : [],
      latency: (options.activity ?? "latency") === "latency" ? await measureLatency(bench) : undefined,
    };
  } finally {
    await gateway.stop();
    tap.close();
    server.stop();
  }
}

async function measureActivities(bench: Bench, activities: readonly Activity[]): Promise<ActivityFigures[]> {
  const client = await openClient(bench, bench.options.client);
  await bench.server.displayReady();
  await breakIn(bench);
  const figures: ActivityFigures[] = [];
  for (const activity of activities) {
    const program = bench.workloads.start(activity, bench.server.display);
    await delay(WARM_UP);
    figures.push(await measureActivity(bench, client, activity));
    await end(program);
  }
  await client.close();
  return figures;
}

/** What is measured is a gateway that has run for a while, not its first minute. */
async function breakIn({ workloads, server }: Bench): Promise<void> {
  const program = workloads.start(BREAK_IN_ACTIVITY, server.display);
  await delay(BREAK_IN);
  await end(program);
  await delay(SETTLING);
}

async function measureActivity(bench: Bench, client: ClientProcess, activity: Activity): Promise<ActivityFigures> {
  const { gateway, idle, options } = bench;
  const before = await snapshot(bench, client);
  const samples: number[] = [];
  const end = Date.now() + (options.seconds ?? activity.seconds) * 1000;
  while (Date.now() < end) {
    await delay(Math.min(SAMPLE_INTERVAL, end - Date.now()));
    samples.push(proportionalMemory(gateway.pid));
  }
  const after = await snapshot(bench, client);
  const seconds = (after.at - before.at) / 1000;
  const perMinute = (name: Exclude<keyof typeof before, "at">) => ((after[name] - before[name]) * 60) / seconds;
  return {
    activity: activity.name,
    cpuSecondsPerMinute: perMinute("cpu"),
    memory: spread(samples).p50 - idle,
    megabytesIn: perMinute("received") / 1e6,
    megabytesOut: perMinute("delivered") / 1e6,
    framesPerSecond: perMinute("frames") / 60,
    picturesPerSecond: perMinute("pictures") / 60,
    clientCpuSecondsPerMinute: perMinute("clientCpu"),
    busyCores: perMinute("busy") / 60,
  };
}

async function snapshot({ gateway, tap }: Bench, client: ClientProcess) {
  const { frames, pictures } = await client.counts();
  return {
    at: performance.now(),
    cpu: cpuSeconds(gateway.pid),
    clientCpu: cpuSeconds(client.pid),
    busy: busySeconds(),
    received: tap.received,
    // What the gateway writes goes to the RDP server or to the browser; its database is at rest meanwhile.
    delivered: bytesWritten(gateway.pid) - tap.sent,
    frames,
    pictures,
  };
}

/** The whole way with a client that decodes; the gateway's part of it with one that does not. */
async function measureLatency(bench: Bench): Promise<LatencyFigures> {
  const total = await presses(bench, "decode");
  const { pressed, passages } = await presses(bench, "acknowledge");
  return {
    presses: total.pressed.length,
    total: spread(total.pressed.map(({ sentAt, shownAt }) => shownAt - sentAt)),
    added: spread(addedByGateway(pressed, passages)),
  };
}

async function presses(bench: Bench, kind: ClientKind) {
  const client = await openClient(bench, kind);
  await bench.server.displayReady();
  const flip = bench.workloads.startFlip(bench.server.display);
  await delay(WARM_UP);
  bench.tap.watch();
  const pressed = await client.press(PRESSES);
  await end(flip);
  await client.close();
  return { pressed, passages: bench.tap.passages };
}

function openClient({ gateway, setup }: Bench, kind: ClientKind): Promise<ClientProcess> {
  const options = { url: gateway.url, ...ADMINISTRATOR, connection: CONNECTION };
  return ClientProcess.open(setup.avc ? { ...options, kind: "acknowledge", avc: setup.avc } : { ...options, kind });
}

async function end(program: ChildProcess): Promise<void> {
  const ended = once(program, "exit");
  program.kill("SIGKILL");
  await ended;
}
