import type { ClipboardFailed } from "@passerelle/tunnel";

/** Why something of a clipboard cannot be had; `superseded`: something else was copied meanwhile. */
export type ClipboardProblem = ClipboardFailed["reason"] | "superseded";

const WORDS: Readonly<Record<ClipboardProblem, string>> = {
  "too-long": "It is longer than this connection allows.",
  "not-allowed": "This connection does not allow it.",
  "no-answer": "There was no answer.",
  "timed-out": "For half a minute there was no answer. The program that it was copied in may not respond.",
  unreadable: "It is damaged.",
  superseded: "Something else was copied meanwhile.",
};

/** Something is not copied, or not pasted. */
export class ClipboardError extends Error {
  override readonly name = "ClipboardError";
  readonly problem: ClipboardProblem;
  /** Bytes that it has, where that is known. */
  readonly length: number | undefined;

  constructor(problem: ClipboardProblem, length?: number) {
    super(WORDS[problem]);
    this.problem = problem;
    this.length = length;
  }
}
