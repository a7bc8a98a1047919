import { nearest } from "../configuration/nearest.ts";
import { type Command, UsageError } from "./command.ts";
import { CommandContext, type Terminal } from "./command-context.ts";

const DEFAULT_COMMAND = "start";

const EXIT = { fine: 0, failed: 1, wrongCall: 2 } as const;

function listOf(commands: readonly Command[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return [
    "passerelle [command] [options]",
    "",
    ...lines,
    "",
    `Without a command: ${DEFAULT_COMMAND}. "passerelle COMMAND --help" says more about one.`,
    "Settings come from the environment and guacamole.properties: see docs/settings.md.",
  ].join("\n");
}

interface Call {
  readonly command: Command;
  readonly parameters: readonly string[];
}

/** @throws UsageError when there is no such command. */
function find(commands: readonly Command[], words: readonly string[]): Call {
  const named = words[0] === undefined || words[0].startsWith("-") ? [DEFAULT_COMMAND, ...words] : words;
  for (const length of [2, 1]) {
    const name = named.slice(0, length).join(" ");
    const command = commands.find((candidate) => candidate.name === name);
    if (command !== undefined) {
      return { command, parameters: named.slice(length) };
    }
  }
  const guess = nearest(
    named.slice(0, 2).join(" "),
    commands.map(({ name }) => name),
  );
  throw new UsageError(`"${named[0]}" is not a command; did you mean "${guess}"?`);
}

function isHelp(word: string | undefined): boolean {
  return word === "help" || word === "--help" || word === "-h";
}

async function run(commands: readonly Command[], words: readonly string[], context: CommandContext): Promise<void> {
  const isAsked = isHelp(words[0]);
  const subject = isAsked ? words.slice(1) : words;
  if (isAsked && subject.length === 0) {
    context.print(listOf(commands));
    return;
  }
  const { command, parameters } = find(commands, subject);
  if (isAsked || parameters.includes("--help") || parameters.includes("-h")) {
    context.print(command.help);
    return;
  }
  await command.run(context, parameters);
}

/**
 * Runs the command that `words` name.
 * @returns the exit code: 0 fine, 1 failed, 2 wrong call.
 */
export async function runCommandLine(
  commands: readonly Command[],
  words: readonly string[],
  terminal: Terminal,
): Promise<number> {
  const context = new CommandContext(terminal);
  try {
    await run(commands, words, context);
    return EXIT.fine;
  } catch (error) {
    terminal.complain(`${error instanceof Error ? error.message : String(error)}\n`);
    if (error instanceof UsageError) {
      terminal.complain('"passerelle help" lists the commands.\n');
      return EXIT.wrongCall;
    }
    return EXIT.failed;
  } finally {
    await context.close();
  }
}
