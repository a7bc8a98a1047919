import type { ClientFailure } from "./output.ts";

/** Thrown where the connection cannot go on for a reason that the user must be told. */
export class ClientError extends Error {
  override readonly name = "ClientError";
  readonly failure: ClientFailure;

  constructor(failure: ClientFailure) {
    super(`${failure.message} (${failure.detail})`);
    this.failure = failure;
  }
}
