import { deviceScale, physicalSize, toOrientation } from "../../monitors.ts";
import type { PlacedMonitor } from "../../settings.ts";
import { Reader } from "../../wire/reader.ts";
import { Writer } from "../../wire/writer.ts";

export const displayControlChannelName = "Microsoft::Windows::RDS::DisplayControl";

/** Type of DISPLAYCONTROL_HEADER ([MS-RDPEDISP] 2.2.1.1). */
const types = { monitorLayout: 2, caps: 5 } as const;
const headerLength = 8;
const monitorLength = 40;
const flagPrimary = 1;
const maximumMonitors = 64;

/** DISPLAYCONTROL_CAPS_PDU ([MS-RDPEDISP] 2.2.2.1). */
export interface DisplayControlCaps {
  readonly maxMonitors: number;
  /** Pixels that all monitors together may have. */
  readonly maxArea: number;
}

/** Throws DecodeError. */
export function decodeDisplayControlCaps(message: Uint8Array): DisplayControlCaps {
  const body = open(message, types.caps, "DISPLAYCONTROL_CAPS_PDU");
  const maxMonitors = body.u32();
  return { maxMonitors, maxArea: maxMonitors * body.u32() * body.u32() };
}

/** @param factors MaxMonitorAreaFactorA and B: their product is the area of one monitor in pixels */
export function encodeDisplayControlCaps(maxMonitors: number, factors: readonly [number, number]): Uint8Array {
  return withHeader(types.caps, new Writer().u32(maxMonitors).u32(factors[0]).u32(factors[1]));
}

/**
 * DISPLAYCONTROL_MONITOR_LAYOUT_PDU ([MS-RDPEDISP] 2.2.2.2); sizes are brought within the limits: even width, 200 to 8192
 * each way. @param monitors the primary one first
 */
export function encodeMonitorLayout(monitors: readonly PlacedMonitor[]): Uint8Array {
  const writer = new Writer().u32(monitorLength).u32(monitors.length);
  for (const [index, monitor] of monitors.entries()) {
    const [physicalWidth, physicalHeight] = physicalSize(monitor);
    writer
      .u32(index === 0 ? flagPrimary : 0)
      .i32(monitor.left)
      .i32(monitor.top)
      .u32(withinLimits(monitor.width) & ~1)
      .u32(withinLimits(monitor.height))
      .u32(physicalWidth)
      .u32(physicalHeight)
      .u32(monitor.orientation ?? 0)
      .u32(Math.min(500, Math.max(100, Math.round(monitor.scale))))
      .u32(deviceScale(monitor.scale));
  }
  return withHeader(types.monitorLayout, writer);
}

/** The monitors, the primary one first. Throws DecodeError, also for sizes outside the limits. */
export function decodeMonitorLayout(message: Uint8Array): PlacedMonitor[] {
  const body = open(message, types.monitorLayout, "DISPLAYCONTROL_MONITOR_LAYOUT_PDU");
  const length = body.u32();
  const count = body.u32();
  if (length !== monitorLength || count > maximumMonitors) throw body.error(`${count} monitors of ${length} bytes`);
  const found = Array.from({ length: count }, () => {
    const isPrimary = (body.u32() & flagPrimary) !== 0;
    const left = body.i32();
    const top = body.i32();
    const width = body.u32();
    const height = body.u32();
    if (withinLimits(width) !== width || withinLimits(height) !== height || width & 1) {
      throw body.error(`a monitor of ${width} by ${height}`);
    }
    body.skip(8);
    const orientation = toOrientation(body.u32());
    const scale = body.u32();
    body.skip(4);
    return { isPrimary, monitor: { left, top, width, height, scale, orientation } };
  });
  found.sort((one, other) => Number(other.isPrimary) - Number(one.isPrimary));
  return found.map(({ monitor }) => monitor);
}

function withinLimits(pixels: number): number {
  return Math.min(8192, Math.max(200, Math.round(pixels)));
}

function withHeader(type: number, body: Writer): Uint8Array {
  const bytes = body.finish();
  return new Writer(headerLength + bytes.length)
    .u32(type)
    .u32(headerLength + bytes.length)
    .bytes(bytes)
    .finish();
}

function open(message: Uint8Array, type: number, structure: string): Reader {
  const reader = new Reader(message, structure);
  const found = reader.u32();
  if (found !== type) throw reader.error(`type ${found}`);
  const length = reader.u32();
  if (length < headerLength) throw reader.error(`length ${length}`);
  return reader.part(length - headerLength, structure);
}
