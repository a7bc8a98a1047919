import { parseArgs } from "node:util";
import { GUACD, GUACD_LATENCY } from "../guacd.ts";
import { digits, print, printTable } from "../table.ts";
import { type LatencyFigures, measureSetup, type SetupFigures } from "./measure.ts";
import { SETUPS, type Setup } from "./setups.ts";
import { Workloads } from "./workloads.ts";

/** Measures one session on each RDP server and sets guacd's figures beside it. */
export async function benchSession(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string", default: "" },
      activity: { type: "string" },
      seconds: { type: "string" },
      client: { type: "string", default: "decode" },
      node: { type: "string", default: "" },
    },
  });
  const options = {
    seconds: values.seconds === undefined ? undefined : Number(values.seconds),
    activity: values.activity,
    client: values.client === "acknowledge" ? ("acknowledge" as const) : ("decode" as const),
    nodeFlags: values.node.split(" ").filter(Boolean),
  };
  const workloads = await Workloads.prepare();
  const results: { setup: Setup; figures: SetupFigures }[] = [];
  for (const setup of SETUPS.filter(({ name }) => name.includes(values.only))) {
    process.stderr.write(`${setup.name} ...\n`);
    try {
      results.push({ setup, figures: await measureSetup(setup, workloads, options) });
    } catch (error) {
      // What the other servers gave took minutes to measure.
      process.stderr.write(`${setup.name} failed: ${error instanceof Error ? error.message : String(error)}\n`);
      process.exitCode = 1;
    }
  }
  printActivities(results);
  printLatency(
    results.flatMap(({ setup, figures: { latency } }) => (latency === undefined ? [] : [{ setup, latency }])),
  );
}

function printActivities(results: readonly { setup: Setup; figures: SetupFigures }[]): void {
  print("\nOne session at 1920x1080, per minute. Ratios are ours / guacd's.\n");
  printTable(
    [
      "server",
      "activity",
      "gateway CPU s",
      "guacd",
      "ratio",
      "MiB",
      "guacd",
      "MB in",
      "MB out",
      "guacd",
      "ms CPU/MB",
      "frames/s",
      "pictures/s",
      "guacd",
      "client CPU s",
      "cores busy",
    ],
    results.flatMap(({ setup, figures }) =>
      figures.activities.map((ours) => {
        const guacd = GUACD[setup.guacd ?? ""]?.[ours.activity];
        return [
          setup.name,
          ours.activity,
          digits(ours.cpuSecondsPerMinute),
          digits(guacd?.cpuSeconds, 4),
          guacd ? digits(ours.cpuSecondsPerMinute / guacd.cpuSeconds, 2) : "-",
          digits(ours.memory),
          digits(guacd?.memory),
          digits(ours.megabytesIn),
          digits(ours.megabytesOut),
          digits(guacd?.megabytes),
          digits((ours.cpuSecondsPerMinute * 1000) / ours.megabytesIn, 2),
          digits(ours.framesPerSecond),
          digits(ours.picturesPerSecond),
          digits(guacd?.framesPerSecond),
          digits(ours.clientCpuSecondsPerMinute),
          digits(ours.busyCores, 2),
        ];
      }),
    ),
  );
}

function printLatency(results: readonly { setup: Setup; latency: LatencyFigures }[]): void {
  print("\nKey press to picture, milliseconds, p50 / p95.\n");
  const pair = (p50: number, p95: number) => `${digits(p50)} / ${digits(p95)}`;
  printTable(
    ["server", "presses", "to the picture", "guacd", "of which gateway", "guacd"],
    results.map(({ setup, latency: { presses, total, added } }) => {
      const guacd = GUACD_LATENCY[setup.guacd ?? ""];
      return [
        setup.name,
        String(presses),
        pair(total.p50, total.p95),
        guacd ? pair(...guacd.total) : "-",
        pair(added.p50, added.p95),
        guacd ? pair(...guacd.added) : "-",
      ];
    }),
  );
}
