import { HeadlessDesktop } from "@passerelle/headless";
import {
  type ClipboardFailed,
  type ClipboardHas,
  type ClipboardOffer,
  type ClipboardState,
  type ClipboardWanted,
  DEVICE_SUBPROTOCOL,
  DeviceDown,
  DeviceUp,
  decodeJson,
  decodeRecords,
  encodeJson,
  MessageWriter,
} from "@passerelle/tunnel";
import { WebSocket } from "ws";
import { ADMIN, ADMIN_PASSWORD, type GatewayProcess } from "../servers/gateway.ts";
import { until } from "../servers/ports.ts";

const DISPLAY = { width: 640, height: 480, scale: 100 };

interface Told {
  readonly type: number;
  readonly value: unknown;
}

/** A page as far as its clipboard goes: it says what it has, and answers what it is asked for. */
export class ClipboardPage {
  readonly #gateway: GatewayProcess;
  readonly #desktop: HeadlessDesktop;
  #socket: WebSocket;
  readonly #told: Told[] = [];
  #offers = 0;
  #state = "waiting";
  /** What is sent for `ClipboardWanted`; undefined: it is gone. */
  answer: (wanted: ClipboardWanted) => BodyInit | undefined = () => undefined;
  /** How the gateway answered what was sent. */
  readonly sent: number[] = [];

  private constructor(gateway: GatewayProcess, desktop: HeadlessDesktop) {
    this.#gateway = gateway;
    this.#desktop = desktop;
    this.#socket = this.#connect();
  }

  /** Opens a desktop, and its device line. @param connection identifier */
  static async open(gateway: GatewayProcess, connection: string): Promise<ClipboardPage> {
    const account = { username: ADMIN, password: ADMIN_PASSWORD };
    const desktop = await HeadlessDesktop.open({ url: gateway.url, ...account, connection, display: DISPLAY });
    const page = new ClipboardPage(gateway, desktop);
    await page.#attach();
    await until("the clipboard is ready", () => page.#state === "ready");
    return page;
  }

  /** What is in the clipboard here; goes on when the desktop knows. */
  async has(contents: Omit<ClipboardHas, "offer">): Promise<void> {
    const offer = ++this.#offers;
    this.#say(DeviceUp.ClipboardHas, { offer, ...contents } satisfies ClipboardHas);
    await this.#next(
      "the desktop has taken the clipboard",
      ({ type, value }) => type === DeviceDown.ClipboardTaken && (value as { offer: number }).offer === offer,
    );
  }

  /** Says so and waits for nothing. */
  says(contents: Omit<ClipboardHas, "offer">): void {
    this.#say(DeviceUp.ClipboardHas, { offer: ++this.#offers, ...contents } satisfies ClipboardHas);
  }

  /** The next thing that the desktop offers. */
  offered(): Promise<ClipboardOffer> {
    return this.#next("the desktop offers its clipboard", ({ type }) => type === DeviceDown.ClipboardOffer);
  }

  /** The next thing that was not copied or pasted. */
  failure(): Promise<ClipboardFailed> {
    return this.#next("a failure is told", ({ type }) => type === DeviceDown.ClipboardFailed);
  }

  /** Fetches of an offer. @param path such as `text` or `files/0` */
  fetch({ offer }: ClipboardOffer, path: string, init: RequestInit = {}): Promise<Response> {
    return this.#request(`clipboard/${offer}/${path}`, init);
  }

  async bytes(offer: ClipboardOffer, path: string): Promise<Buffer> {
    const response = await this.fetch(offer, path);
    if (!response.ok) throw new Error(`${path} was answered ${response.status}: ${await response.text()}`);
    return Buffer.from(await response.arrayBuffer());
  }

  /** The page goes away; the desktop stays. */
  vanish(): void {
    this.#socket.terminate();
  }

  /** It is there again, and knows nothing. */
  async comeBack(): Promise<void> {
    this.#told.length = 0;
    this.#socket = this.#connect();
    await this.#attach();
  }

  /** The next state of the clipboard other than `ready`. */
  async state(): Promise<string> {
    await until("the clipboard is no longer ready", () => this.#state !== "ready");
    return this.#state;
  }

  async close(): Promise<void> {
    this.#socket.close();
    await this.#desktop.disconnect();
  }

  #connect(): WebSocket {
    const address = `${this.#gateway.url.replace("http", "ws")}/tunnel`;
    const socket = new WebSocket(address, DEVICE_SUBPROTOCOL, { headers: { "Guacamole-Token": this.#gateway.token } });
    socket.on("message", (data: Buffer) => {
      for (const { type, payload } of decodeRecords(data)) this.#heard(type, payload);
    });
    return socket;
  }

  async #attach(): Promise<void> {
    await new Promise((resolve) => this.#socket.once("open", resolve));
    this.#say(DeviceUp.Attach, { protocol: 1, session: this.#desktop.session, decodes: [] });
  }

  #heard(type: number, payload: Uint8Array): void {
    if (type > DeviceDown.ClipboardTaken) return;
    const value = decodeJson(payload);
    if (type === DeviceDown.ClipboardState) this.#state = (value as ClipboardState).state;
    else if (type === DeviceDown.ClipboardWanted) void this.#give(value as ClipboardWanted);
    else this.#told.push({ type, value });
  }

  async #give(wanted: ClipboardWanted): Promise<void> {
    const body = this.answer(wanted);
    if (body === undefined) {
      this.#say(DeviceUp.ClipboardGone, { request: wanted.request });
      return;
    }
    const headers = { "Content-Type": "application/octet-stream" };
    const init = { method: "PUT", body, headers, duplex: "half" };
    // The gateway hangs up once it has enough.
    const response = await this.#request(`clipboard/wanted/${wanted.request}`, init).catch(() => undefined);
    this.sent.push(response?.status ?? 0);
  }

  #request(path: string, init: RequestInit): Promise<Response> {
    const headers = { ...init.headers, "Guacamole-Token": this.#gateway.token };
    const address = `${this.#gateway.url}/api/passerelle/sessions/${this.#desktop.session}/${path}`;
    return fetch(address, { ...init, headers });
  }

  #say(type: number, value: unknown): void {
    const writer = new MessageWriter();
    writer.append(type, encodeJson(value));
    this.#socket.send(writer.take());
  }

  async #next<Value>(what: string, wanted: (told: Told) => boolean): Promise<Value> {
    await until(what, () => this.#told.some(wanted));
    const index = this.#told.findIndex(wanted);
    return this.#told.splice(0, index + 1)[index]?.value as Value;
  }
}
