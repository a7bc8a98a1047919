import { setImmediate } from "node:timers/promises";
import { parseArgs } from "node:util";
import { seededRandom } from "../../packages/graphics/src/testing/pictures.ts";
import { clientTargets } from "./client-targets.ts";
import { clipboardTargets } from "./clipboard-targets.ts";
import { describeRun, type Finding, Fuzzer } from "./fuzzer.ts";
import { graphicsTargets } from "./graphics-targets.ts";
import { Mutator } from "./mutator.ts";
import { rdpTargets } from "./rdp-targets.ts";
import { redirectionTargets } from "./redirection-targets.ts";
import { soundTargets } from "./sound-targets.ts";
import { tunnelTargets } from "./tunnel-targets.ts";

const TURN = 50;
const USAGE = "npm run fuzz -- [--minutes 3] [--seed N]";

function readArguments(): { minutes: number; seed: number } {
  const { values } = parseArgs({ options: { minutes: { type: "string" }, seed: { type: "string" } } });
  const minutes = Number(values.minutes ?? 3);
  const seed = Number(values.seed ?? Date.now() % 1_000_000);
  if (!(minutes > 0) || !Number.isInteger(seed)) throw new Error(USAGE);
  return { minutes, seed };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function report({ target, messages, problem }: Finding, seed: number): void {
  say(`FOUND with seed ${seed}: ${problem}`);
  say(describeRun(target, messages));
}

async function fuzz(minutes: number, seed: number): Promise<boolean> {
  const targets = [
    ...clientTargets(),
    ...rdpTargets(),
    ...clipboardTargets(),
    ...redirectionTargets(),
    ...soundTargets(),
    ...graphicsTargets(),
    ...tunnelTargets(),
  ];
  const fuzzer = new Fuzzer(targets, new Mutator(seededRandom(seed)));
  say(`${targets.length} targets, seed ${seed}, ${minutes} minutes`);
  const end = Date.now() + minutes * 60_000;
  let finding = fuzzer.trySeeds();
  while (!finding && Date.now() < end) {
    finding = fuzzer.step();
    // What was left waiting for a promise goes only now.
    if (fuzzer.runs % TURN === 0) await setImmediate();
  }
  say(`${fuzzer.runs} runs; the slowest of each target:`);
  for (const [name, time] of fuzzer.slowest) say(`  ${time.toFixed(0).padStart(5)} ms  ${name}`);
  if (finding) report(finding, seed);
  const leak = fuzzer.findLeak();
  if (leak) say(`FOUND with seed ${seed}: ${leak}`);
  await fuzzer.stop();
  return !finding && !leak;
}

const { minutes, seed } = readArguments();
process.exitCode = (await fuzz(minutes, seed)) ? 0 : 1;
