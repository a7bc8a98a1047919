import type { PrintProblem } from "@passerelle/tunnel";

/** A print did not become PDF. */
export class PrintError extends Error {
  override readonly name = "PrintError";
  readonly problem: PrintProblem;

  constructor(problem: PrintProblem) {
    super(`a print did not become PDF: ${problem}`);
    this.problem = problem;
  }
}
