import { KeyFlag } from "@passerelle/tunnel";
import type { InputIntention } from "../sessions/commands.ts";
import { Pace } from "./pace.ts";

/** Inputs a second, and at once: more than a person makes. */
const PACE = 1000;

/** What can stay held, and how it is let go. */
interface Grip {
  readonly name: string;
  readonly isPressed: boolean;
  readonly release: InputIntention;
}

/**
 * What a guest does to the desktop: no more than a person does, and nothing stays held when the guest is gone. What a guest left pressed
 * would be the owner's trouble.
 */
export class GuestInput {
  readonly #perform: (input: InputIntention) => void;
  readonly #held = new Map<string, InputIntention>();
  readonly #pace = new Pace(PACE);

  constructor(perform: (input: InputIntention) => void) {
    this.#perform = perform;
  }

  /** What is too much is dropped, but nothing that lets go. @param now milliseconds by a clock that nobody sets */
  take(input: InputIntention, now: number): void {
    const grip = gripOf(input);
    const letsGo = grip !== undefined && !grip.isPressed && this.#held.delete(grip.name);
    if (!this.#pace.take(now) && !letsGo) return;
    if (grip?.isPressed) this.#held.set(grip.name, grip.release);
    this.#perform(input);
  }

  releaseAll(): void {
    for (const release of this.#held.values()) this.#perform(release);
    this.#held.clear();
  }
}

/** Characters and the wheel hold nothing. */
function gripOf(input: InputIntention): Grip | undefined {
  switch (input.kind) {
    case "key": {
      const flags = input.flags & (KeyFlag.Extended | KeyFlag.Extended1);
      return {
        name: `key ${flags} ${input.scancode}`,
        isPressed: (input.flags & KeyFlag.Release) === 0,
        release: { ...input, flags: flags | KeyFlag.Release },
      };
    }
    case "pointer-button":
    case "relative-button":
      return {
        name: `${input.kind} ${input.button}`,
        isPressed: input.pressed,
        release: { ...input, pressed: false },
      };
    default:
      return undefined;
  }
}
