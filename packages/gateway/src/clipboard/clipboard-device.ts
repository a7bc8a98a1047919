import type { Readable } from "node:stream";
import {
  type ChannelHandler,
  ClipboardFlag,
  type ClipboardFormatName,
  type ContentsRequest,
  type DecodeError,
} from "@passerelle/rdp";
import {
  type ClipboardFailed,
  type ClipboardFormat,
  type ClipboardHas,
  type ClipboardOffer,
  type ClipboardState,
  type ClipboardTaken,
  DeviceDown,
  DeviceUp,
  encodeJson,
} from "@passerelle/tunnel";
import type { Device, DeviceLink, DevicePage } from "../devices/device.ts";
import type { DevicePlan } from "../devices/device-plan.ts";
import type { SessionLogger } from "../sessions/session-logger.ts";
import type { GuestPolicy } from "../sharing/guest-policy.ts";
import { ClipboardError } from "./clipboard-error.ts";
import { decodeClipboardGone, decodeClipboardHas } from "./clipboard-records.ts";
import { DesktopEnd, type DesktopListener } from "./desktop-end.ts";
import { DesktopOffer } from "./desktop-offer.ts";
import { GuestClipboard } from "./guest-clipboard.ts";
import { withinPolicy } from "./page-contents.ts";
import { PageOffer } from "./page-offer.ts";
import { PageRequests } from "./page-requests.ts";
import { formatsFor, renderingOf, understood } from "./windows-formats.ts";

/** Bytes that wait for a page that does not read; it is told what there is when it comes anew. */
const MOST_UNSENT = 16 << 20;

/** The clipboard that desktop and page share, as far as the connection allows. */
export class ClipboardDevice implements Device, DesktopListener<PageOffer> {
  readonly takes = [DeviceUp.ClipboardHas, DeviceUp.ClipboardGone];
  readonly #plan: DevicePlan["clipboard"];
  readonly #fileLimit: number;
  readonly #logger: SessionLogger;
  readonly #requests = new PageRequests();
  #page: DevicePage | undefined;
  #end: DesktopEnd<PageOffer> | undefined;
  #state: ClipboardState["state"] = "waiting";
  #offers = 0;
  #copied: DesktopOffer | undefined;
  /** What the page was told of it. */
  #description: ClipboardOffer | undefined;
  #pageOffer: PageOffer | undefined;
  /** Whose an offer is, if it is a guest's; also once the guest is gone. */
  readonly #guestOf = new WeakMap<PageOffer, DevicePage>();
  readonly #guests = new Map<DevicePage, GuestClipboard>();

  /** @param fileLimit bytes that a file may have, either way */
  constructor(plan: DevicePlan["clipboard"], fileLimit: number, logger: SessionLogger) {
    this.#plan = plan;
    this.#fileLimit = fileLimit;
    this.#logger = logger;
  }

  // The session

  connect(link: DeviceLink): readonly ChannelHandler[] {
    this.#end = new DesktopEnd<PageOffer>(link, this);
    return [this.#end.channel];
  }

  disconnected(): void {
    this.#forgetCopied();
    this.#end?.close();
    this.#end = undefined;
    if (this.#state === "ready") this.#enter("waiting");
  }

  attached(page: DevicePage): void {
    this.#page = page;
    this.#requests.attached(page);
    page.send(DeviceDown.ClipboardState, encodeJson({ state: this.#state } satisfies ClipboardState));
    if (this.#description) page.send(DeviceDown.ClipboardOffer, encodeJson(this.#description));
  }

  detached(): void {
    this.#page = undefined;
    this.#requests.detached();
  }

  received(type: number, payload: Uint8Array): void {
    if (type === DeviceUp.ClipboardHas) this.#pageHas(decodeClipboardHas(payload));
    else this.#requests.gone(decodeClipboardGone(payload).request);
  }

  guestAttached(page: DevicePage, policy: GuestPolicy): void {
    const guest = new GuestClipboard(page, policy, {
      plan: this.#plan,
      copied: () => this.#copied,
      has: (offer) => this.#offered(page, offer),
    });
    this.#guests.set(page, guest);
    guest.enter(this.#state);
    if (this.#description) guest.describe(this.#description);
  }

  guestDetached(page: DevicePage): void {
    this.#guests.get(page)?.detached();
    this.#guests.delete(page);
  }

  guestReceived(page: DevicePage, type: number, payload: Uint8Array): void {
    this.#guests.get(page)?.received(type, payload);
  }

  /** That of a guest's page. */
  ofGuest(page: DevicePage): GuestClipboard | undefined {
    return this.#guests.get(page);
  }

  close(): void {
    this.disconnected();
    this.detached();
    this.#pageOffer?.close();
  }

  // What the page fetches and sends over HTTP

  /** What the desktop has copied. Throws ClipboardError when that is another offer, or may not be had. */
  offer(number: number): DesktopOffer {
    if (!this.#plan.copy) throw new ClipboardError("not-allowed");
    if (this.#copied?.number !== number) throw new ClipboardError("superseded");
    return this.#copied;
  }

  /** The page answers `ClipboardWanted`; goes on once enough of it is read. Throws ClipboardError. */
  deliver(request: number, body: Readable): Promise<void> {
    return this.#requests.deliver(request, body);
  }

  // What the desktop tells

  ready(): void {
    this.#enter("ready");
    this.#announce();
  }

  taken(offer: PageOffer, isOk: boolean): void {
    const { has } = offer;
    const page = this.#pageOf(offer);
    if (isOk) page?.send(DeviceDown.ClipboardTaken, encodeJson({ offer: has.offer } satisfies ClipboardTaken));
    else this.#failed("paste", has.formats[0] ?? "files", new ClipboardError("no-answer"), page);
  }

  copied(list: readonly ClipboardFormatName[]): void {
    this.#forgetCopied();
    const formats = understood(list);
    const [kind] = Object.keys(formats) as (keyof typeof formats)[];
    if (!this.#end || (!this.#plan.copy && kind === undefined)) return;
    if (!this.#plan.copy && kind !== undefined) {
      this.#failed("copy", kind, new ClipboardError("not-allowed"));
      return;
    }
    const limits = { ...this.#plan, fileLimit: this.#fileLimit };
    const offer = new DesktopOffer(++this.#offers, formats, this.#end, limits);
    this.#copied = offer;
    void this.#describe(offer);
  }

  async dataWanted(offer: PageOffer, format: number): Promise<Uint8Array | undefined> {
    try {
      return await offer.render(format);
    } catch (error) {
      this.#failed("paste", renderingOf(format)?.of ?? "text", error, this.#pageOf(offer));
      return undefined;
    }
  }

  async contentsWanted(offer: PageOffer, request: ContentsRequest): Promise<Uint8Array | undefined> {
    try {
      return await offer.contents(request);
    } catch (error) {
      this.#failed("paste", "files", error, this.#pageOf(offer));
      return undefined;
    }
  }

  failed(error: DecodeError): void {
    this.#logger.warn({ problem: error.message }, "desktop broke the clipboard's protocol");
    this.#forgetCopied();
    this.#enter("failed");
  }

  // Both ways

  async #describe(offer: DesktopOffer): Promise<void> {
    const description = await offer.describe((what, error) => {
      if (this.#copied === offer) this.#failed("copy", what, error);
    });
    if (this.#copied !== offer) return;
    this.#description = description;
    const page = this.#page;
    if (page && page.unsent < MOST_UNSENT) page.send(DeviceDown.ClipboardOffer, encodeJson(description));
    for (const guest of this.#guests.values()) guest.describe(description);
  }

  #forgetCopied(): void {
    this.#copied?.supersede();
    this.#copied = undefined;
    this.#description = undefined;
  }

  #pageHas(has: ClipboardHas): void {
    const allowed = withinPolicy(has, this.#plan.paste, this.#fileLimit, (what, problem) =>
      this.#failed("paste", what, problem),
    );
    this.#offered(undefined, allowed && new PageOffer(allowed, this.#requests, this.#plan));
  }

  /** There is something for the desktop; what was before is no more. @param guest whose it is; undefined: the owner's */
  #offered(guest: DevicePage | undefined, offer: PageOffer | undefined): void {
    this.#pageOffer?.close();
    this.#pageOffer = offer;
    if (guest && offer) this.#guestOf.set(offer, guest);
    this.#announce();
  }

  #announce(): void {
    const offer = this.#pageOffer;
    const end = this.#end;
    if (!offer || !end) return;
    const { formats, files } = offer.has;
    const withFiles = files && end.channel.supports(ClipboardFlag.StreamFiles);
    end.announce(offer, formatsFor(withFiles ? [...formats, "files"] : formats));
  }

  #enter(state: ClipboardState["state"]): void {
    this.#state = state;
    this.#page?.send(DeviceDown.ClipboardState, encodeJson({ state } satisfies ClipboardState));
    for (const guest of this.#guests.values()) guest.enter(state);
  }

  /** Who hears of an offer. */
  #pageOf(offer: PageOffer): DevicePage | undefined {
    return this.#guestOf.get(offer) ?? this.#page;
  }

  #failed(
    direction: ClipboardFailed["direction"],
    what: ClipboardFormat | "files",
    error: unknown,
    page = this.#page,
  ): void {
    if (!(error instanceof ClipboardError)) {
      this.#logger.error({ err: error }, "error of the gateway in the clipboard");
      return;
    }
    const { problem, length } = error;
    if (problem === "superseded") return;
    page?.send(
      DeviceDown.ClipboardFailed,
      encodeJson({
        direction,
        what,
        reason: problem,
        ...(length !== undefined && { length }),
      } satisfies ClipboardFailed),
    );
  }
}
