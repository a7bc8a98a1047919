import { GraphicsDecoder } from "@passerelle/graphics";
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
const NOTHING = new Uint8Array(0);

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
    } else if (call.operation !== "samples") feed(desktop, fedBy(call));
  }
  return answers;
}

/** A desktop that one surface covers. */
export function newDesktop({ width = 0, height = 0, parameter = 0 }: Call, kernels = newKernels()): GraphicsDecoder {
  const desktop = new GraphicsDecoder({ kernels, present: () => {} });
  desktop.resize(width, height);
  const rect = { x: 0, y: 0, width, height };
  const color = [(parameter >> 16) & 0xff, (parameter >> 8) & 0xff, parameter & 0xff] as const;
  desktop.pipeline(
    message(
      egfx.resetGraphics(width, height),
      egfx.createSurface(SURFACE, width, height),
      egfx.mapSurfaceToOutput(SURFACE, 0, 0),
    ),
    true,
    true,
  );
  feed(desktop, { pdu: egfx.solidFill(SURFACE, color, rect) });
  return desktop;
}

export function feed(desktop: GraphicsDecoder, fed: Fed): void {
  if ("update" in fed) desktop.update(fed.update);
  else desktop.pipeline(message(egfx.startFrame(1), fed.pdu, egfx.endFrame(1)), true, true);
}

/** A fast-path update, or a PDU of the graphics channel for surface 1. */
export type Fed = { readonly update: Uint8Array } | { readonly pdu: Uint8Array };

/** The call as a session has it. */
export function fedBy({ operation, x = 0, y = 0, width = 0, height = 0, parameter = 0, data = NOTHING }: Call): Fed {
  const rect = { x, y, width, height };
  switch (operation) {
    case "palette":
      return { update: fastPath.palette(data.filter((_, i) => i % 4 < 3)) };
    case "interleaved":
      return { update: fastPath.bitmap(rect, parameter, data) };
    case "planar":
      if (parameter) return { update: fastPath.bitmap(rect, 32, data) };
      return { pdu: egfx.wireToSurface1(SURFACE, PLANAR, rect, data) };
    case "nscodec":
      return { update: fastPath.surfaceCommands(surfaceBits(NS_CODEC, rect, data)) };
    case "remotefx":
      return { update: fastPath.surfaceCommands(surfaceBits(REMOTE_FX, rect, data)) };
    case "clearcodec":
      return { pdu: egfx.wireToSurface1(SURFACE, CLEAR_CODEC, rect, data) };
    case "progressive":
      return { pdu: egfx.wireToSurface2(SURFACE, PROGRESSIVE, 0, data) };
    default:
      throw new Error(`${operation} paints nothing`);
  }
}
