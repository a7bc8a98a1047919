import { writeFile } from "node:fs/promises";
import { type CommandLine, parseCommandLine, USAGE, UsageError } from "./command-line.ts";
import { GatewayError } from "./gateway-client.ts";
import { HeadlessDesktop } from "./headless-desktop.ts";

/** A picture that has not changed for this long is complete; milliseconds. */
const STILL = 1_000;
const STILL_TRIES = 5;
const FIRST_PICTURE_TIME = 20_000;

async function run(command: CommandLine): Promise<void> {
  const { url, user: username, password, connection, display } = command;
  const desktop = await HeadlessDesktop.open({ url, username, password, connection, display });
  try {
    await desktop.until(() => desktop.figures.firstPictureAfter !== undefined, FIRST_PICTURE_TIME);
    await untilStill(desktop);
    if (command.type !== undefined) await desktop.type(command.type);
    if (command.seconds === undefined) await untilStill(desktop);
    else await desktop.stay(command.seconds * 1000);
    if (command.png !== undefined) await writeFile(command.png, desktop.png());
  } finally {
    await desktop.disconnect();
  }
  print(desktop.figures.summary(), command.json);
}

/** A desktop with a clock is never still: after STILL_TRIES it is taken as it is. */
async function untilStill(desktop: HeadlessDesktop): Promise<void> {
  let before = -1;
  for (let tries = 0; tries < STILL_TRIES && desktop.figures.paints !== before; tries++) {
    before = desktop.figures.paints;
    await desktop.stay(STILL);
  }
}

function print(summary: Record<string, unknown>, json: boolean): void {
  if (json) {
    process.stdout.write(`${JSON.stringify(summary)}\n`);
    return;
  }
  for (const [name, value] of Object.entries(summary)) {
    process.stdout.write(`${name.padEnd(18)}${typeof value === "object" ? JSON.stringify(value) : String(value)}\n`);
  }
}

try {
  await run(parseCommandLine(process.argv.slice(2)));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  if (error instanceof UsageError) process.stderr.write(`\n${USAGE}`);
  process.exitCode = error instanceof UsageError ? 2 : error instanceof GatewayError ? 3 : 1;
}
