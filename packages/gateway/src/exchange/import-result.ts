import type { TSchema } from "typebox";
import { Value } from "typebox/value";
import { knownError } from "../api/known-error.ts";
import { ChangeRefused } from "../database/change-refused.ts";
import type { ExchangeProblem } from "./document.ts";

/** What becomes of connections that are there already. */
export type Existing = "refuse" | "skip" | "replace";

/** What an import did, or would do; with problems it does nothing. */
export interface ImportResult {
  /** Connections. */
  readonly created: number;
  readonly replaced: number;
  readonly skipped: number;
  /** Users that were made. */
  readonly users: number;
  /** Groups of users and of connections that were made. */
  readonly groups: number;
  readonly problems: readonly ExchangeProblem[];
}

/** A file in which everything is wrong is not worth more. */
const MAX_PROBLEMS = 200;

/** A field that the API would not take. */
class BadField extends ChangeRefused {
  override readonly name = "BadField";
  readonly field: string;

  constructor(field: string, message: string) {
    super(message);
    this.field = field;
  }
}

/**
 * Looks at a body as the API does before it takes one.
 * @throws BadField
 */
export function requireAcceptable(schema: TSchema, body: object): void {
  const [error] = Value.Errors(schema, body);
  if (error !== undefined) {
    const field = error.instancePath.split("/").at(-1) ?? "";
    throw new BadField(field, `${field} ${error.message}.`);
  }
}

/** What a problem is about. */
export interface Subject {
  readonly line: number;
  readonly name: string;
}

/** Counts what an import does, and what is in its way. */
export class ImportTally {
  created = 0;
  replaced = 0;
  skipped = 0;
  users = 0;
  groups = 0;
  readonly #problems: ExchangeProblem[] = [];

  /** Notes what is wrong with something: by its line or, where it is from no file, by its name. */
  complain({ line, name }: Subject, message: string, field?: string): void {
    const text = line === 0 ? `"${name}": ${message}` : message;
    this.#problems.push({ line, ...(field !== undefined && { field }), message: text });
  }

  /**
   * Notes why something could not be done; a fault of the gateway or the database is thrown on. Nothing more is tried where
   * so much is wrong already.
   */
  async attempt(subject: Subject, work: () => Promise<void>): Promise<void> {
    if (this.#problems.length >= MAX_PROBLEMS) {
      return;
    }
    try {
      await work();
    } catch (error) {
      const known = knownError(error);
      if (known === undefined) {
        throw error;
      }
      this.complain(subject, known.message, error instanceof BadField ? error.field : undefined);
    }
  }

  get hasProblems(): boolean {
    return this.#problems.length > 0;
  }

  result(): ImportResult {
    return this.hasProblems ? refused(this.#problems) : { ...this, problems: [] };
  }
}

/** The result of an import that did nothing. */
export function refused(problems: readonly ExchangeProblem[]): ImportResult {
  const inOrder = [...problems].sort((one, other) => one.line - other.line);
  return { created: 0, replaced: 0, skipped: 0, users: 0, groups: 0, problems: inOrder.slice(0, MAX_PROBLEMS) };
}
