import { egfx, message } from "../../packages/graphics/src/testing/egfx-writer.ts";
import type { Call } from "../../tests/oracle/freerdp.ts";
import { fedBy } from "../../tests/oracle/our-desktop.ts";
import { HEIGHT, WIDTH } from "./codec-frames.ts";
import { type DecoderRecord, encodeRecords } from "./records.ts";

const SURFACE = 1;

/** What Passerelle's decoder is fed, each as `encodeRecords` writes it. */
export interface Workload {
  readonly setup: Uint8Array;
  readonly frame: Uint8Array;
}

/** @param shown whether the surface is mapped, so that each frame is also put on the framebuffer */
export function workloadOf(calls: readonly Call[], shown: boolean): Workload {
  const pdus: Uint8Array[] = [];
  const records: DecoderRecord[] = [];
  for (const fed of calls.map(fedBy)) {
    if ("pdu" in fed) pdus.push(fed.pdu);
    else records.push({ type: "update", data: fed.update });
  }
  if (pdus.length > 0) records.push({ type: "message", data: message(egfx.startFrame(1), ...pdus, egfx.endFrame(1)) });
  const surface = [egfx.resetGraphics(WIDTH, HEIGHT), egfx.createSurface(SURFACE, WIDTH, HEIGHT)];
  if (shown) surface.push(egfx.mapSurfaceToOutput(SURFACE, 0, 0));
  return { setup: encodeRecords([{ type: "message", data: message(...surface) }]), frame: encodeRecords(records) };
}
