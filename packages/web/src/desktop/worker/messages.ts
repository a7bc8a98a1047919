import type { Answer, Attach, Intention, Status } from "@passerelle/tunnel";
import type { Arrangement, Part } from "../monitors/arrangement.ts";
import type { Figures } from "./meter.ts";

/** What the page asks of the worker. */
export type WorkerRequest =
  | {
      readonly kind: "open";
      /** The tunnel's address, `ws:` or `wss:`. */
      readonly url: string;
      /** Answers 403 when nobody is signed in any more; undefined for a guest, who need not be. */
      readonly signInUrl: string | undefined;
      readonly canvas: OffscreenCanvas;
      /** What to open: one of them. */
      readonly connection?: NonNullable<Attach["connection"]>;
      readonly group?: NonNullable<Attach["group"]>;
      readonly share?: NonNullable<Attach["share"]>;
      /** A live session that this tab showed before it was loaded again. */
      readonly session: string | undefined;
      readonly environment: AttachEnvironment;
    }
  | { readonly kind: "intend"; readonly intentions: readonly Intention[] }
  | { readonly kind: "answer"; readonly answer: Answer }
  /** A canvas of another window, which `arrange` gives its part of the desktop. */
  | { readonly kind: "add-view"; readonly view: number; readonly canvas: OffscreenCanvas }
  | { readonly kind: "remove-view"; readonly view: number }
  | { readonly kind: "arrange"; readonly arrangement: Arrangement }
  /** Do not wait for the next attempt to reach the gateway. */
  | { readonly kind: "retry" }
  /** Answered by `alive`. */
  | { readonly kind: "heartbeat" }
  /** Report figures once a second, or no more. */
  | { readonly kind: "measure"; readonly on: boolean };

/** What `Attach` says of the browser. */
type AttachEnvironment = Pick<Attach, "display" | "timezone" | "lockKeys">;

/** The line between the worker and the gateway. */
export type LineState =
  | { readonly kind: "open" }
  /** It broke, or could not be made; another attempt follows by itself. */
  | { readonly kind: "waiting" }
  /** Another page has taken the session over; `retry` takes it back. */
  | { readonly kind: "taken-over" };

/** The pointer's picture as the page shows it; sizes and hotspot in desktop pixels. */
export type Cursor =
  | { readonly kind: "default" }
  | { readonly kind: "hidden" }
  | {
      readonly kind: "image";
      /** A data URL: unlike others it is there at once, so that the cursor does not flicker. */
      readonly url: string;
      readonly width: number;
      readonly height: number;
      readonly hotspotX: number;
      readonly hotspotY: number;
    };

/** What the worker tells the page. */
export type WorkerReport =
  | { readonly kind: "alive" }
  | { readonly kind: "status"; readonly status: Status }
  | { readonly kind: "session"; readonly id: string }
  | { readonly kind: "line"; readonly line: LineState }
  /** No parts: the page's own canvas shows everything. */
  | {
      readonly kind: "desktop-size";
      readonly width: number;
      readonly height: number;
      readonly parts: readonly Part[];
    }
  /** The worker's first picture is on the canvas. */
  | { readonly kind: "picture" }
  | { readonly kind: "cursor"; readonly cursor: Cursor }
  /** `LockKey` bits. */
  | { readonly kind: "lock-keys"; readonly keys: number }
  | { readonly kind: "round-trip"; readonly milliseconds: number }
  | { readonly kind: "figures"; readonly figures: Figures };
