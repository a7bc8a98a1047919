import "./operations/collect-seldom.ts";
import { runCommandLine } from "./cli/command-line.ts";
import { COMMANDS } from "./cli/commands.ts";

const exitCode = await runCommandLine(COMMANDS, process.argv.slice(2), {
  environment: process.env,
  write: (text) => process.stdout.write(text),
  complain: (text) => process.stderr.write(text),
});
if (exitCode !== 0) {
  process.exit(exitCode);
}
