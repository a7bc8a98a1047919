import { boundsOf, type DesktopGeometry, MOST_MONITORS } from "@passerelle/rdp";
import type { SessionPlan } from "./client-settings.ts";
import { isSameDesktop } from "./desktop-geometry.ts";

/** Milliseconds between two requests, and after an activation: xrdp 0.9 ends the session if it is asked amid its work. */
const INTERVAL = 500;
/** Milliseconds that a server has to offer display control: Windows does so once the user's desktop is there. */
const OFFER_TIME = 15_000;
/** Pixels that a server may take off a size that it follows: some want a multiple of eight. */
const ROUNDING = 8;

/** What `Resizing` moves. */
export interface ResizableDesktop {
  /** The server takes another size while it is connected. */
  readonly canResize: boolean;
  resize(desktop: DesktopGeometry): void;
  reconnect(): void;
  after(wait: number, work: () => void): NodeJS.Timeout;
}

/**
 * Brings the desktop to the size that the browser asked for last, whenever that was: before the desktop was there, while
 * it was won back, or before its server could do it. Each size is asked for once: what the server makes of it is what
 * the browser shows.
 */
export class Resizing {
  readonly #plan: SessionPlan;
  readonly #desktop: ResizableDesktop;
  #wanted: DesktopGeometry;
  /** What the server was asked for last. */
  #asked: DesktopGeometry;
  /** When the server was asked, or was active again, last. */
  #busyAt = 0;
  /** Since when the server could have offered display control; undefined: the desktop is not there. */
  #waitsSince: number | undefined;
  /** The server gave the size that it was connected to with; one that has a size of its own would do so again. */
  #followsConnection = false;
  /** The monitors that the server offers; 0: it does not offer display control. */
  #offered = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(plan: SessionPlan, desktop: ResizableDesktop) {
    this.#plan = plan;
    this.#desktop = desktop;
    this.#wanted = plan.display;
    this.#asked = plan.display;
  }

  /** The browser has room for this. A desktop that is only looked at, or of fixed size, stays as it is. */
  want(desktop: DesktopGeometry): void {
    if (this.#plan.readOnly || !this.#plan.resizeMethod || isSameDesktop(desktop, this.#wanted)) return;
    this.#wanted = desktop;
    this.#settle();
  }

  /** The server is being connected to. Returns the size to do so with. */
  connecting(): DesktopGeometry {
    this.lost();
    this.#asked = this.#wanted;
    return this.#atConnection;
  }

  /** The desktop is there, or there again after the server changed its size. */
  active(width: number, height: number): void {
    if (this.#waitsSince === undefined) {
      const asked = boundsOf(this.#atConnection);
      this.#followsConnection = Math.max(Math.abs(width - asked.width), Math.abs(height - asked.height)) < ROUNDING;
      this.#waitsSince = performance.now();
    }
    this.#busyAt = performance.now();
    this.#settle();
  }

  /** The connection is gone; what is wanted is asked for in the next one. */
  lost(): void {
    clearTimeout(this.#timer);
    this.#waitsSince = undefined;
    this.#offered = 0;
  }

  /** The server offers display control, and this many monitors at most; 0: not any more. */
  offered(monitors: number): void {
    this.#offered = monitors;
    if (monitors === 0 && this.#waitsSince !== undefined) this.#waitsSince = performance.now();
    this.#settle();
  }

  /** The most monitors that the desktop may have. */
  get mostMonitors(): number {
    if (this.#plan.readOnly || !this.#plan.resizeMethod) return 1;
    if (this.#plan.resizeMethod === "reconnect") return MOST_MONITORS;
    return Math.min(Math.max(this.#offered, 1), MOST_MONITORS);
  }

  /** Asks for what is wanted as soon as the server can do it. */
  #settle(): void {
    clearTimeout(this.#timer);
    if (this.#waitsSince === undefined || isSameDesktop(this.#wanted, this.#asked)) return;
    const pause = this.#busyAt + INTERVAL - performance.now();
    if (this.#plan.resizeMethod === "reconnect") {
      this.#timer = this.#desktop.after(Math.max(pause, 0), () => this.#reconnect());
    } else if (this.#desktop.canResize) {
      this.#timer = this.#desktop.after(Math.max(pause, 0), () => this.#request());
    } else if (this.#offered === 0 && this.#followsConnection) {
      const patience = this.#waitsSince + OFFER_TIME - performance.now();
      this.#timer = this.#desktop.after(Math.max(pause, patience, 0), () => this.#reconnect());
    }
  }

  /** Parameters may fix the size at the beginning; it changes with the browser's. */
  get #atConnection(): DesktopGeometry {
    return this.#asked === this.#plan.display ? this.#plan.settings.desktop : this.#asked;
  }

  #request(): void {
    if (!this.#desktop.canResize) {
      this.#settle();
      return;
    }
    this.#asked = this.#wanted;
    this.#busyAt = performance.now();
    this.#desktop.resize(this.#asked);
  }

  #reconnect(): void {
    this.#busyAt = performance.now();
    this.#desktop.reconnect();
  }
}
