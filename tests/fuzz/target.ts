/** What is fed to a target in one run: messages in order. */
export type Messages = readonly Uint8Array[];

/** Something that reads bytes of another machine. */
export interface Target {
  readonly name: string;
  /** Valid input to begin with. */
  readonly seeds: readonly Messages[];
  /** The errors that it may throw. */
  readonly errors: readonly (abstract new (
    ...args: never
  ) => Error)[];
  /** Reads one message after the other, in a state of its own; nothing of one run is left for the next. */
  readonly run: (messages: Messages) => void;
}

/** A target without state, which reads one message. */
export function decoderTarget(
  name: string,
  errors: Target["errors"],
  decode: (bytes: Uint8Array) => unknown,
  ...seeds: Uint8Array[]
): Target {
  const run = (messages: Messages) => {
    for (const message of messages) {
      const result = decode(message);
      if (isIterator(result)) for (const _ of result);
    }
  };
  return { name, errors, run, seeds: seeds.map((seed) => [seed]) };
}

function isIterator(value: unknown): value is Iterable<unknown> {
  return value !== null && typeof value === "object" && "next" in value && Symbol.iterator in value;
}
