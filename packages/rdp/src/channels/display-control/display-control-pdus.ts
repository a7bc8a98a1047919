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

/** DISPLAYCONTROL_MONITOR_LAYOUT ([MS-RDPEDISP] 2.2.2.2.1) of a monitor in landscape. */
export interface Monitor {
  readonly primary: boolean;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Percent, 100 to 500. */
  readonly scale: number;
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

/** DISPLAYCONTROL_MONITOR_LAYOUT_PDU; sizes are brought within the limits: even width, 200 to 8192 each way. */
export function encodeMonitorLayout(monitors: readonly Monitor[]): Uint8Array {
  const writer = new Writer().u32(monitorLength).u32(monitors.length);
  for (const monitor of monitors) {
    writer
      .u32(monitor.primary ? flagPrimary : 0)
      .i32(monitor.left)
      .i32(monitor.top);
    writer.u32(withinLimits(monitor.width) & ~1).u32(withinLimits(monitor.height));
    writer.zeros(12); // PhysicalWidth, PhysicalHeight: unknown; Orientation: landscape
    writer.u32(Math.min(500, Math.max(100, Math.round(monitor.scale)))).u32(deviceScale(monitor.scale));
  }
  return withHeader(types.monitorLayout, writer);
}

/** Throws DecodeError, also for sizes outside the limits. */
export function decodeMonitorLayout(message: Uint8Array): Monitor[] {
  const body = open(message, types.monitorLayout, "DISPLAYCONTROL_MONITOR_LAYOUT_PDU");
  const length = body.u32();
  const count = body.u32();
  if (length !== monitorLength || count > maximumMonitors) throw body.error(`${count} monitors of ${length} bytes`);
  return Array.from({ length: count }, () => {
    const primary = (body.u32() & flagPrimary) !== 0;
    const left = body.i32();
    const top = body.i32();
    const width = body.u32();
    const height = body.u32();
    if (withinLimits(width) !== width || withinLimits(height) !== height || width & 1) {
      throw body.error(`a monitor of ${width} by ${height}`);
    }
    body.skip(12);
    const scale = body.u32();
    body.skip(4);
    return { primary, left, top, width, height, scale };
  });
}

function withinLimits(pixels: number): number {
  return Math.min(8192, Math.max(200, Math.round(pixels)));
}

/** DeviceScaleFactor knows 100, 140 and 180 percent. */
function deviceScale(percent: number): number {
  if (percent < 140) return 100;
  return percent < 180 ? 140 : 180;
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
