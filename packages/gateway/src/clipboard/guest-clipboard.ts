import type { Readable } from "node:stream";
import {
  type ClipboardFailed,
  type ClipboardHas,
  type ClipboardOffer,
  type ClipboardState,
  DeviceDown,
  DeviceUp,
  encodeJson,
} from "@passerelle/tunnel";
import type { DevicePage } from "../devices/device.ts";
import type { DevicePlan } from "../devices/device-plan.ts";
import type { GuestPolicy } from "../sharing/guest-policy.ts";
import { Pace } from "../sharing/pace.ts";
import { ClipboardError } from "./clipboard-error.ts";
import { decodeClipboardGone, decodeClipboardHas } from "./clipboard-records.ts";
import type { DesktopOffer } from "./desktop-offer.ts";
import { PageOffer } from "./page-offer.ts";
import { PageRequests } from "./page-requests.ts";

/** Bytes that wait for a guest who does not read. */
const MOST_UNSENT = 1 << 20;
/** Contents that a guest may have for the desktop, a second and at once: each is announced to the RDP server. */
const PACE = 10;

/** What the clipboard of a desktop does for its guests. */
export interface GuestClipboardHost {
  readonly plan: DevicePlan["clipboard"];
  /** What the desktop has copied. */
  copied(): DesktopOffer | undefined;
  /** The guest has this for the desktop. */
  has(offer: PageOffer): void;
}

/** A guest's part of the clipboard: text, HTML and pictures as far as connection and profile allow, and no files. */
export class GuestClipboard {
  readonly #page: DevicePage;
  readonly #policy: GuestPolicy;
  readonly #host: GuestClipboardHost;
  readonly #requests = new PageRequests();
  readonly #pace = new Pace(PACE);

  constructor(page: DevicePage, policy: GuestPolicy, host: GuestClipboardHost) {
    this.#page = page;
    this.#policy = policy;
    this.#host = host;
    this.#requests.attached(page);
  }

  /** What the desktop has copied. Throws ClipboardError when that is another offer, or may not be had. */
  offer(number: number): DesktopOffer {
    if (!this.#policy.copy || !this.#host.plan.copy) throw new ClipboardError("not-allowed");
    const copied = this.#host.copied();
    if (copied?.number !== number) throw new ClipboardError("superseded");
    return copied;
  }

  /** See `PageRequests.deliver`. */
  deliver(request: number, body: Readable): Promise<void> {
    return this.#requests.deliver(request, body);
  }

  enter(state: ClipboardState["state"]): void {
    this.#page.send(DeviceDown.ClipboardState, encodeJson({ state } satisfies ClipboardState));
  }

  describe({ offer, formats, text }: ClipboardOffer): void {
    if (!this.#policy.copy || this.#page.unsent > MOST_UNSENT) return;
    const description: ClipboardOffer = { offer, formats, ...(text !== undefined && { text }) };
    this.#page.send(DeviceDown.ClipboardOffer, encodeJson(description));
  }

  received(type: number, payload: Uint8Array): void {
    if (type === DeviceUp.ClipboardHas) this.#has(decodeClipboardHas(payload));
    else this.#requests.gone(decodeClipboardGone(payload).request);
  }

  detached(): void {
    this.#requests.detached();
  }

  #has({ files: _, ...has }: ClipboardHas): void {
    if (!this.#pace.take(performance.now())) return;
    if (this.#policy.paste && this.#host.plan.paste) {
      this.#host.has(new PageOffer(has, this.#requests, this.#host.plan));
      return;
    }
    const failed: ClipboardFailed = { direction: "paste", what: has.formats[0] ?? "files", reason: "not-allowed" };
    this.#page.send(DeviceDown.ClipboardFailed, encodeJson(failed));
  }
}
