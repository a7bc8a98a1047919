import { type Playground, type PlaygroundOptions, startPlayground } from "@passerelle/playground";
import { afterAll, beforeAll, expect, test } from "vitest";
import { until } from "../servers/ports.ts";
import { GatewayProcess } from "./gateway-process.ts";
import { dragTo, expectShown, type Pair } from "./playground-picture.ts";
import { type LineFigures, SlowLine } from "./slow-line.ts";

const PATIENCE = 120_000;
const DISPLAY = { width: 1024, height: 768, scale: 100 };
const NOON = new Date(2026, 0, 1, 12);
/** Where the window of notes is dragged by, and where to. */
const TITLE = [700, 130] as const;
const ELSEWHERE = [560, 300] as const;
/** What one record of TLS adds before the RDP server is not read any more, and what the WebSocket and its handshake add. */
const OVERSHOOT = 24 * 1024;

let gateway: GatewayProcess;

beforeAll(async () => {
  gateway = await GatewayProcess.start();
}, PATIENCE);

afterAll(() => gateway?.stop());

async function withLine(
  name: string,
  figures: LineFigures,
  options: PlaygroundOptions,
  use: (pair: Pair, line: SlowLine) => Promise<void>,
) {
  const playground: Playground = await startPlayground({ now: () => NOON, ...options });
  const line = await SlowLine.to(gateway.url, figures);
  try {
    await gateway.addConnection(name, { port: String(playground.port) });
    const desktop = await gateway.open(name, DISPLAY, line.url);
    const [session] = playground.sessions;
    if (!session) throw new Error("the playground has no session");
    await use({ desktop, session }, line);
    await desktop.disconnect();
  } finally {
    line.close();
    await playground.stop();
  }
}

/** Has the server draw more than a thin line carries: a window goes to and fro. */
function dragToAndFro({ desktop }: Pair): void {
  dragTo(desktop, TITLE, ELSEWHERE);
  dragTo(desktop, ELSEWHERE, TITLE);
}

/** Types letters one by one, each when the one before has reached the server's desktop; the picture is not waited for. */
async function typeBlind({ desktop, session }: Pair, text: string): Promise<void> {
  const before = session.desktop?.text ?? "";
  for (const [index, letter] of [...text].entries()) {
    desktop.send({ kind: "unicode", unit: letter.charCodeAt(0), flags: 0 });
    await until(`${letter} has reached the server`, () => session.desktop?.text === before + text.slice(0, index + 1));
  }
}

function graphicsOf({ desktop }: Pair): number {
  const { FastPathUpdate = 0, PipelineData = 0 } = desktop.figures.bytes;
  return FastPathUpdate + PipelineData;
}

test.each<[string, LineFigures & { readonly bytesPerSecond: number }, PlaygroundOptions]>([
  ["512 kbit/s", { bytesPerSecond: 64_000, delay: 125 }, {}],
  ["2 Mbit/s", { bytesPerSecond: 250_000, delay: 125 }, { graphics: "uncompressed" }],
])(
  "on a line of %s and 250 ms pictures never wait for long, and input never",
  { timeout: PATIENCE },
  (...[name, figures, options]) =>
    withLine(name, figures, options, async (pair, line) => {
      // Before the first picture is there, the gateway does not know the line.
      await expectShown(pair, PATIENCE);
      line.mostWaiting = line.waiting;
      const enough = graphicsOf(pair) + 5 * figures.bytesPerSecond;
      while (graphicsOf(pair) < enough) {
        dragToAndFro(pair);
        await typeBlind(pair, "ab");
      }
      // A round trip and a quarter of a second.
      expect(line.mostWaiting).toBeLessThan(figures.bytesPerSecond / 2 + OVERSHOOT);
      await expectShown(pair, PATIENCE);
    }),
);

test.each<[string, PlaygroundOptions]>([
  ["with the pipeline", { graphics: "uncompressed" }],
  ["with bitmaps", { graphics: "bitmaps" }],
])("a browser that presents nothing stops the pictures, not the input: %s", { timeout: PATIENCE }, (name, options) =>
  withLine(name, {}, options, async (pair, line) => {
    await expectShown(pair);
    line.hold();
    for (let round = 0; round < 10; round++) {
      dragToAndFro(pair);
      await typeBlind(pair, "abcde");
    }
    // As much as is let under way on the fastest line, and what is sent to find that it is full.
    expect(line.mostWaiting).toBeLessThan(1.5 * 1024 * 1024);
    line.release();
    await expectShown(pair);
  }),
);

test.each<[string, PlaygroundOptions]>([
  ["with the pipeline", {}],
  ["with bitmaps", { graphics: "bitmaps" }],
])("nothing is sent to a page that nobody sees: %s", { timeout: PATIENCE }, (name, options) =>
  withLine(`hidden ${name}`, {}, options, async (pair) => {
    await expectShown(pair);
    pair.desktop.send({ kind: "visibility", visible: false });
    await typeBlind(pair, "hidden");
    const before = graphicsOf(pair);
    await typeBlind(pair, "and what nobody sees is not sent");
    expect(graphicsOf(pair)).toBe(before);
    pair.desktop.send({ kind: "visibility", visible: true });
    await expectShown(pair);
  }),
);
