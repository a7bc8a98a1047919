import {
  type ClipboardFailed,
  type ClipboardFormat,
  type ClipboardOffer,
  type ClipboardState,
  type ClipboardTaken,
  type ClipboardWanted,
  DeviceDown,
  type DevicePolicy,
  decodeJson,
} from "@passerelle/tunnel";
import { ApiError } from "../../../api/api-error.ts";
import type { DeviceGateway, PageDevice } from "../page-device.ts";
import { Store } from "../store.ts";
import { type BrowserClipboard, browserClipboard, type Reading, type WritableContent } from "./browser-clipboard.ts";
import { ClipboardMemory } from "./clipboard-memory.ts";
import { ClipboardWriter } from "./clipboard-writer.ts";
import { type DesktopContent, DesktopContents, MOST_UNASKED } from "./desktop-contents.ts";
import { isEmpty, type LocalContent } from "./local-content.ts";
import { LocalOffers, type OfferProblem } from "./local-offers.ts";
import type { PasteHandler } from "./paste-gate.ts";
import { transferredContent } from "./transferred-content.ts";
import { Transfers } from "./transfers.ts";

/** Something that the person should know. */
export type ClipboardNotice =
  | { readonly kind: "dropped"; readonly count: number }
  | ({ readonly kind: "refused" } & OfferProblem)
  | ({ readonly kind: "failed" } & ClipboardFailed);

/** Milliseconds in which a browser says what it pastes; most do so while the key is handled. */
const PASTE_EVENT = 200;

/** The clipboards of the desktop and of this computer, kept the same as far as browser and policy let them. */
export class ClipboardDevice implements PageDevice, PasteHandler {
  readonly takes = [
    DeviceDown.ClipboardState,
    DeviceDown.ClipboardOffer,
    DeviceDown.ClipboardWanted,
    DeviceDown.ClipboardFailed,
    DeviceDown.ClipboardTaken,
  ];
  readonly state = new Store<ClipboardState["state"]>("waiting");
  /** Whether this computer's clipboard is read by itself; undefined until the browser has said so. */
  readonly reading = new Store<Reading | undefined>(undefined);
  readonly notice = new Store<ClipboardNotice | undefined>(undefined);
  /** What this page has offered last, while nothing newer has come from the desktop. */
  readonly offered = new Store<LocalContent | undefined>(undefined);
  readonly transfers = new Transfers();
  readonly desktop: DesktopContents;
  readonly writer: ClipboardWriter;
  readonly #clipboard: BrowserClipboard;
  readonly #local: LocalOffers;
  readonly #memory = new ClipboardMemory();
  #policy: DevicePolicy["clipboard"] | undefined;
  #struck: PromiseWithResolvers<void> | undefined;

  constructor(gateway: DeviceGateway, clipboard: BrowserClipboard = browserClipboard) {
    this.#clipboard = clipboard;
    this.#local = new LocalOffers(gateway, this.transfers);
    this.desktop = new DesktopContents(gateway, this.transfers);
    this.writer = new ClipboardWriter(clipboard, (content) => this.#wrote(content));
  }

  lineOpened({ clipboard }: DevicePolicy): void {
    this.#policy = clipboard;
    if (clipboard.paste) this.#local.tell();
  }

  received(type: number, payload: Uint8Array): void {
    const record = decodeJson(payload);
    if (type === DeviceDown.ClipboardState) this.#changed(record as ClipboardState);
    else if (type === DeviceDown.ClipboardOffer) void this.#copied(record as ClipboardOffer);
    else if (type === DeviceDown.ClipboardWanted) void this.#local.wanted(record as ClipboardWanted);
    else if (type === DeviceDown.ClipboardTaken) this.#local.taken((record as ClipboardTaken).offer);
    else this.notice.value = { kind: "failed", ...(record as ClipboardFailed) };
  }

  close(): void {
    this.transfers.cancelAll();
  }

  /** The desktop takes what is on this computer's clipboard. */
  get mayPaste(): boolean {
    return this.#policy?.paste === true && this.state.value === "ready";
  }

  struck(): Promise<void> | undefined {
    if (!this.mayPaste) return undefined;
    const struck = Promise.withResolvers<void>();
    this.#struck = struck;
    setTimeout(() => {
      if (this.#struck === struck) this.#struck.resolve();
    }, PASTE_EVENT);
    return struck.promise;
  }

  pasted(data: DataTransfer): void {
    const struck = this.#struck;
    this.#struck = undefined;
    const done = this.mayPaste ? transferredContent(data).then((content) => this.#take(content)) : Promise.resolve();
    void done.catch((error: unknown) => reportError(error)).finally(struck?.resolve);
  }

  /** What was dropped over the desktop, chosen or typed in the panel is what the desktop pastes next. */
  async give(content: LocalContent): Promise<void> {
    if (!this.mayPaste || isEmpty(content)) return;
    this.#memory.settle();
    await this.#offer(content);
  }

  async dropped(data: DataTransfer): Promise<void> {
    const content = await transferredContent(data);
    const count = content.files?.length ?? 1;
    this.notice.value = undefined;
    await this.give(content);
    if (!isEmpty(content) && !this.notice.value) this.notice.value = { kind: "dropped", count };
  }

  /** The page has lost the focus, or something was copied in it: this computer's clipboard may be another. */
  doubt(): void {
    this.#memory.doubt();
  }

  /**
   * The page has the focus again, or this computer's clipboard has changed.
   * @param how `ask`: the browser may ask the person; `changed`: the browser says that the clipboard has just changed
   */
  async look(how?: "ask" | "changed"): Promise<void> {
    const { idle } = this.writer;
    await idle;
    const reading = await this.#clipboard.reading();
    this.reading.value = reading;
    if (
      this.mayPaste &&
      this.#clipboard.hasFocus &&
      (reading === "granted" || (reading === "prompt" && how === "ask"))
    ) {
      const content = await this.#clipboard.read();
      if (reading === "prompt") this.reading.value = await this.#clipboard.reading();
      // What the page is writing meanwhile is nothing new.
      if (content && idle === this.writer.idle) await this.#take(content, how === "changed");
    }
    await this.writer.flush();
  }

  /** Puts what the desktop has copied into this computer's clipboard, as the person asks for it. */
  async copy(): Promise<void> {
    const content = this.desktop.content.value;
    if (content) await this.writer.write(writable(content));
  }

  /** Fetches a format that was left because it is long, as the person asks for it. */
  async fetch(format: ClipboardFormat): Promise<void> {
    try {
      await this.desktop.fetch(format);
      await this.copy();
    } catch (error) {
      // Cancelled.
      if (!(error instanceof ApiError)) return;
      this.notice.value = { kind: "failed", direction: "copy", what: format, reason: "no-answer" };
    }
  }

  #changed({ state }: ClipboardState): void {
    const isNew = state !== this.state.value;
    this.state.value = state;
    if (isNew && state === "ready") void this.look();
  }

  /** Hands on what was found on this computer's clipboard, if it is new. */
  async #take(content: LocalContent, hasChanged = false): Promise<void> {
    if (isEmpty(content) || !(await this.#memory.isNew(content, hasChanged))) return;
    // What the desktop has copied is older.
    this.writer.forget();
    await this.#offer(content);
  }

  #offer(content: LocalContent): Promise<void> {
    if (!this.#policy) return Promise.resolve();
    const { problems, taken } = this.#local.offer(content, this.#policy);
    const [problem] = problems;
    if (problem) this.notice.value = { kind: "refused", ...problem };
    this.offered.value = content;
    return taken;
  }

  async #copied(offer: ClipboardOffer): Promise<void> {
    const isKnown = offer.offer === this.desktop.content.value?.offer;
    this.desktop.offered(offer);
    if (isKnown || !this.desktop.content.value) return;
    this.#local.withdraw();
    this.offered.value = undefined;
    this.notice.value = undefined;
    if (this.#clipboard.hasFocus) this.#memory.settle();
    await this.#write(offer.offer);
    if (await this.#fetchUnasked(offer)) await this.#write(offer.offer);
  }

  /** Fetches what is not there yet and short. Answers whether anything came. */
  async #fetchUnasked({ formats, text }: ClipboardOffer): Promise<boolean> {
    const before = this.desktop.content.value;
    // What has a text is seldom copied for its picture.
    const wanted = formats.filter((format) => format !== "image" || !formats.includes("text"));
    for (const format of wanted.filter((format) => format !== "text" || text === undefined)) {
      // Nobody has asked for it: where it fails, there is nobody to be told.
      await this.desktop.fetch(format, MOST_UNASKED).catch(() => {});
    }
    return before !== this.desktop.content.value;
  }

  /** Writes what is there of an offer, unless something has been copied on this computer since. */
  async #write(offer: number): Promise<void> {
    const { value } = this.desktop.content;
    const isOlder = this.offered.value !== undefined || (this.writer.state.value === "done" && this.#memory.isInDoubt);
    if (value?.offer !== offer || isOlder) return;
    const content = writable(value);
    if (!isEmpty(content)) await this.writer.write(content);
  }

  async #wrote(content: WritableContent): Promise<void> {
    this.#memory.wrote(content.text);
    // Browsers rewrite what they are given: only by reading it is it known how they have it now.
    const now = (await this.#clipboard.reading()) === "granted" ? await this.#clipboard.read() : undefined;
    if (now) await this.#memory.isNew(now);
  }
}

function writable({ text, html, image }: DesktopContent): WritableContent {
  return { ...(text !== undefined && { text }), ...(html !== undefined && { html }), ...(image && { image }) };
}
