import { type ParseArgsOptionsConfig, parseArgs } from "node:util";
import type { CommandContext } from "./command-context.ts";

/** A call that cannot be understood; the message says why. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

type Parsed<Options extends ParseArgsOptionsConfig> = ReturnType<
  typeof parseArgs<{ options: Options; allowPositionals: true }>
>;

interface Definition<Options extends ParseArgsOptionsConfig> {
  /** One or two words: `config`, `user unlock`. */
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** What follows the name: `[--json] FILE`. */
  readonly usage: string;
  /** More for `--help`: what it does, and each option in a line. */
  readonly help?: string;
  readonly options?: Options;
  /** @throws UsageError for a wrong call, any other Error when the work failed; its message is for people. */
  run(context: CommandContext, call: Parsed<Options>): Promise<void> | void;
}

/** A command of `passerelle`. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  /** The text of `--help`. */
  readonly help: string;
  run(context: CommandContext, parameters: readonly string[]): Promise<void>;
}

function parse<Options extends ParseArgsOptionsConfig>(options: Options, parameters: readonly string[]) {
  try {
    return parseArgs({ args: [...parameters], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** Makes a command of what it is called, the options it takes (as for `parseArgs`), and what it does. */
export function defineCommand<const Options extends ParseArgsOptionsConfig>(definition: Definition<Options>): Command {
  const { name, summary, usage, help = "", options = {} as Options } = definition;
  return {
    name,
    summary,
    help: [`passerelle ${name} ${usage}`.trimEnd(), summary, help].filter((part) => part !== "").join("\n\n"),
    run: async (context, parameters) => definition.run(context, parse(options, parameters)),
  };
}
