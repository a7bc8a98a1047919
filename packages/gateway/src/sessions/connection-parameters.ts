import { expandTokens, type Tokens } from "./parameter-tokens.ts";

/** A stored connection cannot be used as it is: which parameter, and what is wrong with it. */
export class MisconfiguredError extends Error {
  override readonly name = "MisconfiguredError";

  constructor(parameter: string, problem: string) {
    super(`${parameter}: ${problem}`);
  }
}

/** The parameters of a connection with tokens replaced, read by kind; an empty value is no value. */
export class ConnectionParameters {
  readonly #values = new Map<string, string>();

  constructor(stored: Readonly<Record<string, string>>, tokens: Tokens) {
    for (const [name, raw] of Object.entries(stored)) {
      const value = expandTokens(raw, tokens);
      if (value !== "") this.#values.set(name, value);
    }
  }

  has(name: string): boolean {
    return this.#values.has(name);
  }

  /** @param most characters that it may have */
  text(name: string, most = Number.POSITIVE_INFINITY): string | undefined {
    const value = this.#values.get(name);
    if (value !== undefined && value.length > most) {
      throw new MisconfiguredError(name, `has ${value.length} characters, where ${most} are possible`);
    }
    return value;
  }

  /** `true` or `false`; false when not set. */
  flag(name: string): boolean {
    return this.choice(name, ["true", "false"]) === "true";
  }

  /** A decimal number from `least` to `most`. */
  integer(name: string, least: number, most: number): number | undefined {
    const value = this.#values.get(name);
    if (value === undefined) return undefined;
    const number = /^-?\d{1,10}$/.test(value.trim()) ? Number(value) : Number.NaN;
    if (number >= least && number <= most) return number;
    throw new MisconfiguredError(name, `${quoted(value)} is not a number from ${least} to ${most}`);
  }

  choice<Choice extends string>(name: string, choices: readonly Choice[]): Choice | undefined {
    const value = this.#values.get(name);
    if (value === undefined) return undefined;
    const choice = choices.find((candidate) => candidate === value);
    if (choice !== undefined) return choice;
    throw new MisconfiguredError(name, `${quoted(value)} is not one of ${choices.join(", ")}`);
  }
}

function quoted(value: string): string {
  return JSON.stringify(value.slice(0, 40));
}
