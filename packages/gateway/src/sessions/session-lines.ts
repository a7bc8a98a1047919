import type { PathFigures } from "@passerelle/rdp";
import { type Attach, Downstream, encodeDesktopSize, encodeJson, type Status } from "@passerelle/tunnel";
import { Guests, type GuestsListener } from "../sharing/guests.ts";
import type { FrameShown } from "./commands.ts";
import type { DesktopSize } from "./desktop.ts";
import type { Line } from "./line.ts";
import { pongPayload, SessionTunnel } from "./session-tunnel.ts";

/** Messages that wait for a person who is not there. */
const MOST_MESSAGES = 10;

/**
 * Those who look at a session: its owner, on the line of the moment, and guests. What the desktop shows goes to all of them; the owner's
 * line sets the pace.
 */
export class SessionLines {
  readonly guests: Guests;
  readonly #listener: Omit<GuestsListener, "changed">;
  readonly #owner: SessionTunnel;
  #visible = true;
  /** What all who have looked on since the owner came decode: a desktop that goes up again with each guest who leaves would not rest. */
  #avc: Attach["decodes"]["avc"] = "none";
  /** What was said to an owner who was not there. */
  #messages: string[] = [];

  constructor(listener: Omit<GuestsListener, "changed">) {
    this.#listener = listener;
    this.#owner = new SessionTunnel(listener);
    this.guests = new Guests({ ...listener, changed: () => this.#tellGuests() });
  }

  /** The owner's; none, while the owner is away. */
  get line(): Line | undefined {
    return this.#owner.line;
  }

  get isWatched(): boolean {
    return (this.#visible && this.line !== undefined) || this.guests.isWatching;
  }

  /** The owner's page is visible. */
  set isVisible(isVisible: boolean) {
    this.#visible = isVisible;
  }

  /** What the desktop may send. */
  get decodes(): Attach["decodes"] {
    this.#avc = this.guests.lowestAvc(this.#avc);
    return { avc: this.#avc };
  }

  /** The owner goes on with another line. False: the desktop must begin anew, for what the owner decodes. */
  attach(line: Line, session: string, { session: before, decodes }: Pick<Attach, "session" | "decodes">): boolean {
    const resumed = this.#owner.attach(line, session, before?.received);
    if (!resumed) this.#avc = decodes.avc;
    this.guests.isOwnerAway = false;
    return resumed;
  }

  /** What the owner missed while away. */
  catchUp(): void {
    if (this.guests.count > 0) this.#tellGuests();
    for (const text of this.#messages.splice(0)) this.say(text);
    this.#owner.flush();
  }

  detach(): void {
    this.#owner.detach();
    // Nobody waits for the owner now; the outbox forgets what it cannot hold.
    this.#listener.relieved();
    this.guests.isOwnerAway = true;
  }

  append(type: number, head?: Uint8Array, body?: Uint8Array): void {
    this.#owner.append(type, head, body);
    this.guests.append(type, head, body);
  }

  chunkDone(): void {
    this.#owner.chunkDone();
    this.guests.chunkDone();
  }

  tell(status: Status): void {
    this.#tellOwner(status);
    this.guests.tell(status);
  }

  /** Shows a text to the owner, who gets it later when not there. */
  say(text: string): void {
    if (this.line) this.#tellOwner({ kind: "message", text });
    else this.#messages = [...this.#messages, text].slice(-MOST_MESSAGES);
  }

  /** The picture begins anew for an owner who has none. */
  beginForOwner(size: DesktopSize | undefined, status: Status): void {
    if (size) this.#owner.append(Downstream.DesktopSize, encodeDesktopSize(size.width, size.height));
    this.#tellOwner(status);
  }

  /** The owner has presented the records up to `count`. Answers the line's figures when there are new ones. */
  acknowledge(count: number): PathFigures | undefined {
    return this.#owner.acknowledge(count);
  }

  /** The owner has seen a frame. */
  frameShown(shown: FrameShown): void {
    this.guests.confirmed(shown);
    this.#listener.frameShown(shown);
  }

  pong(value: number): void {
    this.#owner.append(Downstream.Pong, pongPayload(value));
  }

  flush(): void {
    this.#owner.flush();
  }

  lineDrained(): void {
    this.#owner.lineDrained();
  }

  /** See `SessionTunnel.stalledFor`. */
  stalledFor(now: number): number {
    return this.#owner.stalledFor(now);
  }

  #tellGuests(): void {
    this.#tellOwner({ kind: "guests", count: this.guests.count });
    this.#listener.looked();
  }

  #tellOwner(status: Status): void {
    this.#owner.append(Downstream.Status, encodeJson(status));
    this.#owner.flush();
  }
}
