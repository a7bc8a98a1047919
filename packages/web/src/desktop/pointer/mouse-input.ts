import type { Intention } from "@passerelle/tunnel";
import type { Point } from "../display/geometry.ts";
import { type ButtonChange, buttonChanges } from "./buttons.ts";

/** The mouse, where it is or, while it is locked to the desktop, how far it moves. */
export class MouseInput {
  #buttons = 0;
  #last: Point = { x: -1, y: -1 };
  /** The buttons were pressed while the mouse was locked. */
  #isRelative = false;

  /** @param at desktop pixel */
  at(buttons: number, at: Point): Intention[] {
    const released = this.#isRelative ? this.release() : [];
    const changes = this.#changes(buttons);
    const hasMoved = at.x !== this.#last.x || at.y !== this.#last.y;
    this.#last = at;
    // A button's record says where the pointer is.
    if (changes.length > 0) return [...released, ...changes.map((change) => buttonIntention(change, at))];
    return hasMoved ? [...released, { kind: "pointer-move", ...at }] : released;
  }

  /** While it is locked. @param moved desktop pixels */
  by(buttons: number, moved: Point): Intention[] {
    const released = this.#isRelative ? [] : this.release();
    this.#isRelative = true;
    const move: Intention[] = moved.x === 0 && moved.y === 0 ? [] : [{ kind: "relative-move", ...moved }];
    return [...released, ...move, ...this.#changes(buttons).map(relativeIntention)];
  }

  /** No button is down any more. */
  release(): Intention[] {
    const changes = this.#changes(0);
    const wasRelative = this.#isRelative;
    this.#isRelative = false;
    return changes.map((change) => (wasRelative ? relativeIntention(change) : buttonIntention(change, this.#last)));
  }

  #changes(buttons: number): ButtonChange[] {
    const changes = buttonChanges(this.#buttons, buttons);
    this.#buttons = buttons;
    return changes;
  }
}

/** @param at desktop pixel */
export function buttonIntention({ button, pressed }: ButtonChange, at: Point): Intention {
  return { kind: "pointer-button", button, pressed, ...at };
}

function relativeIntention({ button, pressed }: ButtonChange): Intention {
  return { kind: "relative-button", button, pressed };
}
