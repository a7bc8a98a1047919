// The browser's part of the bench, as a process of its own: opens one desktop and does what the bench asks.
import { once } from "node:events";
import { setTimeout as delay } from "node:timers/promises";
import { HeadlessDesktop } from "@passerelle/headless";
import { type Intention, KeyFlag } from "@passerelle/tunnel";
import { AcknowledgingDesktop } from "./acknowledging-desktop.ts";
import type { ClientAnswer, ClientKind, ClientOptions, ClientRequest, Counts, Press } from "./client-protocol.ts";
import { monotonic } from "./clock.ts";
import { findConnection, signIn } from "./gateway-api.ts";

const SCANCODE_A = 0x1e;
const KEY_DOWN: Intention = { kind: "key", scancode: SCANCODE_A, flags: 0 };
const KEY_UP: Intention = { kind: "key", scancode: SCANCODE_A, flags: KeyFlag.Release };
/** Milliseconds that a picture may take. */
const PATIENCE = 1000;

/** What both kinds of desktop can do. */
interface Desktop {
  counts(): Counts;
  /** Presses and releases a key and waits for the picture; false if none came. */
  press(): Promise<boolean>;
  close(): Promise<void>;
}

let desktop: Desktop | undefined;

const OPEN: Readonly<Record<ClientKind, (options: ClientOptions) => Promise<Desktop>>> = {
  decode: decodingDesktop,
  acknowledge: acknowledgingDesktop,
  count: countingClient,
};

async function decodingDesktop(options: ClientOptions): Promise<Desktop> {
  const headless = await HeadlessDesktop.open(options);
  return {
    counts: () => ({
      frames: headless.figures.frames,
      pictures: headless.figures.paints,
      bytes: Object.values(headless.figures.bytes).reduce((sum, bytes) => sum + bytes, 0),
    }),
    press: async () => {
      headless.send(KEY_DOWN, KEY_UP);
      const before = headless.figures.paints;
      await headless.nextPicture(PATIENCE).catch(() => {});
      return headless.figures.paints > before;
    },
    close: () => headless.disconnect(),
  };
}

async function acknowledgingDesktop({ url, username, password, connection, avc }: ClientOptions): Promise<Desktop> {
  const signedIn = await signIn(url, username, password);
  const identifier = await findConnection(url, signedIn, connection);
  const { dataSource, authToken } = signedIn;
  const acknowledging = await AcknowledgingDesktop.open(url, authToken, { dataSource, identifier }, avc ?? "none");
  return {
    counts: () => ({ frames: acknowledging.frames, pictures: acknowledging.pictures, bytes: acknowledging.bytes }),
    press: () => acknowledging.act([KEY_DOWN, KEY_UP], PATIENCE),
    close: () => acknowledging.disconnect(),
  };
}

async function countingClient({ url }: ClientOptions): Promise<Desktop> {
  const socket = new WebSocket(url);
  let bytes = 0;
  socket.binaryType = "arraybuffer";
  socket.addEventListener("message", ({ data }) => {
    bytes += (data as ArrayBuffer).byteLength;
  });
  await once(socket, "open");
  return {
    counts: () => ({ frames: 0, pictures: 0, bytes }),
    press: async () => false,
    close: async () => socket.close(),
  };
}

/** Key presses at uneven intervals, so that they keep no step with the server's timers. */
async function press(open: Desktop, times: number): Promise<Press[]> {
  const presses: Press[] = [];
  for (let i = 0; i < times; i++) {
    const sentAt = monotonic();
    if (await open.press()) presses.push({ sentAt, shownAt: monotonic() });
    await delay(150 + Math.random() * 100);
  }
  return presses;
}

async function answer(request: ClientRequest): Promise<Counts | Press[] | null> {
  if (request.ask === "open") {
    desktop = await OPEN[request.options.kind](request.options);
    return null;
  }
  if (!desktop) throw new Error("no desktop is open");
  if (request.ask === "counts") return desktop.counts();
  if (request.ask === "press") return press(desktop, request.times);
  await desktop.close();
  return null;
}

process.on("message", (request: ClientRequest) => {
  answer(request).then(
    (value) => process.send?.({ value } satisfies ClientAnswer),
    (error: unknown) =>
      process.send?.({ error: error instanceof Error ? error.message : String(error) } satisfies ClientAnswer),
  );
});
process.on("disconnect", () => process.exit());
