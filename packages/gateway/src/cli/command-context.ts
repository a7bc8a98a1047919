import type { Logger } from "pino";
import { type Configuration, readConfiguration } from "../configuration/configuration.ts";
import { type Database, openEmbedded, openPostgres } from "../database/database.ts";
import { createLogger } from "../operations/logger.ts";

/** Where a command line comes from and where its output goes. */
export interface Terminal {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Standard output. */
  write(text: string): void;
  /** Standard error. */
  complain(text: string): void;
}

/** What a command works with; nothing is read or opened before it is asked for. */
export class CommandContext {
  readonly terminal: Terminal;
  #configuration: Configuration | undefined;
  #logger: Logger | undefined;
  #database: Promise<Database> | undefined;

  constructor(terminal: Terminal) {
    this.terminal = terminal;
  }

  /** @throws ConfigurationError */
  get configuration(): Configuration {
    this.#configuration ??= readConfiguration(this.terminal.environment);
    return this.#configuration;
  }

  /** Logs on standard error: standard output is for what the command was asked for. */
  get logger(): Logger {
    this.#logger ??= createLogger(this.configuration.logLevel, process.stderr);
    return this.#logger;
  }

  /**
   * The database of the configuration, at the structure that it has; closed when the command ends.
   * @throws Error when it cannot be reached, or is embedded and in use by a running gateway.
   */
  openDatabase(): Promise<Database> {
    const { postgres, dataFolder } = this.configuration;
    this.#database ??=
      postgres === undefined ? openEmbedded(dataFolder) : openPostgres(postgres, this.logger, "passerelle command");
    return this.#database;
  }

  /** Prints a line. */
  print(line: string): void {
    this.terminal.write(`${line}\n`);
  }

  /** Closes what was opened. */
  async close(): Promise<void> {
    const database = await this.#database?.catch(() => undefined);
    await database?.close();
  }
}
