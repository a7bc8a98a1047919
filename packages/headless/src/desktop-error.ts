import type { Failure } from "@passerelle/tunnel";

/** The desktop did not open, or was closed; the message says why. */
export class DesktopError extends Error {
  override readonly name = "DesktopError";
  readonly failure: Failure | undefined;

  constructor(failure: Failure | undefined, message = inWords(failure)) {
    super(message);
    this.failure = failure;
  }
}

/** Why a desktop was closed. */
export function inWords(failure: Failure | undefined): string {
  if (!failure) return "the session was ended";
  return `${failure.code.replaceAll("-", " ")}${failure.detail ? ` (${failure.detail})` : ""}`;
}
