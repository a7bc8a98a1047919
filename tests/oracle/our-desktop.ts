import { GraphicsDecoder, type Rect } from "@passerelle/graphics";
import { egfx, message } from "../../packages/graphics/src/testing/egfx-writer.ts";
import { fastPath, surfaceBits } from "../../packages/graphics/src/testing/fast-path-writer.ts";
import { newKernels } from "../../packages/graphics/src/testing/kernels.ts";
import type { Call } from "./freerdp.ts";

const SURFACE = 1;
const CLEAR_CODEC = 8;
const PROGRESSIVE = 9;
const PLANAR = 10;
/** The codecs of surface commands, as announced. */
const NS_CODEC = 1;
const REMOTE_FX = 3;

/** Makes the calls of an oracle with Passerelle's decoder, fed as by a session; answers the pixels asked for, RGBA. */
export function decodeHere(calls: readonly Call[]): Uint8Array[] {
  const answers: Uint8Array[] = [];
  let desktop: GraphicsDecoder | undefined;
  for (const call of calls) {
    if (call.operation === "canvas") desktop = newDesktop(call);
    else if (!desktop) throw new Error("no canvas yet");
    else if (call.operation === "pixels") {
      const { words } = desktop.framebuffer;
      answers.push(new Uint8Array(words.slice().buffer));
    } else if (call.operation !== "samples") decode(desktop, call);
  }
  return answers;
}

/** A desktop that one surface covers. */
function newDesktop({ width = 0, height = 0, parameter = 0 }: Call): GraphicsDecoder {
  const desktop = new GraphicsDecoder({ kernels: newKernels(), present: () => {} });
  desktop.resize(width, height);
  const rect = { x: 0, y: 0, width, height };
  inFrame(
    desktop,
    egfx.resetGraphics(width, height),
    egfx.createSurface(SURFACE, width, height),
    egfx.mapSurfaceToOutput(SURFACE, 0, 0),
    egfx.solidFill(SURFACE, [(parameter >> 16) & 0xff, (parameter >> 8) & 0xff, parameter & 0xff], rect),
  );
  return desktop;
}

function decode(desktop: GraphicsDecoder, call: Call): void {
  const { x = 0, y = 0, width = 0, height = 0, parameter = 0, data = new Uint8Array(0) } = call;
  const rect = { x, y, width, height };
  if (call.operation === "palette") desktop.update(fastPath.palette(data.filter((_, i) => i % 4 < 3)));
  else if (call.operation === "interleaved") desktop.update(fastPath.bitmap(rect, parameter, data));
  else if (call.operation === "planar" && parameter) desktop.update(fastPath.bitmap(rect, 32, data));
  else if (call.operation === "nscodec") desktop.update(fastPath.surfaceCommands(surfaceBits(NS_CODEC, rect, data)));
  else if (call.operation === "remotefx") desktop.update(fastPath.surfaceCommands(surfaceBits(REMOTE_FX, rect, data)));
  else inFrame(desktop, surfaceCommand(call, rect, data));
}

function surfaceCommand({ operation }: Call, rect: Rect, data: Uint8Array): Uint8Array {
  switch (operation) {
    case "planar":
      return egfx.wireToSurface1(SURFACE, PLANAR, rect, data);
    case "clearcodec":
      return egfx.wireToSurface1(SURFACE, CLEAR_CODEC, rect, data);
    case "progressive":
      return egfx.wireToSurface2(SURFACE, PROGRESSIVE, 0, data);
    default:
      throw new Error(`${operation} paints nothing`);
  }
}

function inFrame(desktop: GraphicsDecoder, ...pdus: Uint8Array[]): void {
  desktop.pipeline(message(egfx.startFrame(1), ...pdus, egfx.endFrame(1)), true, true);
}
