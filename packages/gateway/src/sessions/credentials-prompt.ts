import type { Credentials } from "@passerelle/rdp";
import type { Answer, Failure, FailureCode, PromptField } from "@passerelle/tunnel";
import { credentialsFrom } from "./client-settings.ts";

/** Milliseconds that a person has for an answer. */
const PROMPT_TIME = 5 * 60_000;
/** Answers that a person has before the session ends; more would lock the account. */
const MAX_ANSWERS = 3;
/** Servers that say nothing of why they refuse a user hang up: `authentication-failed`. */
const REFUSED_ANSWERS: readonly FailureCode[] = ["wrong-credentials", "authentication-failed"];

const ALL_FIELDS: readonly PromptField[] = ["username", "password", "domain"];

/** What a person is asked for before a desktop opens, and how often. */
export class CredentialsPrompt {
  readonly #known: Partial<Credentials>;
  readonly #timeUp: () => void;
  #answers = 0;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param known what is stored already
   * @param timeUp nobody has answered
   */
  constructor(known: Partial<Credentials>, timeUp: () => void) {
    this.#known = known;
    this.#timeUp = timeUp;
  }

  /** Asks. Answers the fields to fill in. */
  ask(): readonly PromptField[] {
    this.#timer = setTimeout(this.#timeUp, PROMPT_TIME);
    return this.#known.username && this.#answers === 0 ? ["password"] : ALL_FIELDS;
  }

  /** Whether a person whose answer led to `failure` may answer once more. */
  mayRepeat({ code }: Failure): boolean {
    return this.#answers > 0 && this.#answers < MAX_ANSWERS && REFUSED_ANSWERS.includes(code);
  }

  /** What an answer and what is stored give together. */
  answered(answer: Answer): Credentials {
    this.stop();
    this.#answers++;
    return credentialsFrom({ ...this.#known, ...answer });
  }

  /** Waits for no answer any more. */
  stop(): void {
    clearTimeout(this.#timer);
  }
}
