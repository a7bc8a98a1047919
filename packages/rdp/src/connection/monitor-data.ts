import { deviceScale, MOST_MONITORS, physicalSize, toOrientation } from "../monitors.ts";
import type { PlacedMonitor } from "../settings.ts";
import { Reader } from "../wire/reader.ts";
import { Writer } from "../wire/writer.ts";

const TS_MONITOR_PRIMARY = 1;
const ATTRIBUTES_LENGTH = 20;

/** TS_UD_CS_MONITOR ([MS-RDPBCGR] 2.2.1.3.6), without header. @param monitors the primary one first */
export function encodeMonitorDefinitions(monitors: readonly PlacedMonitor[]): Uint8Array {
  const writer = new Writer().u32(0).u32(monitors.length);
  for (const [index, { left, top, width, height }] of monitors.entries()) {
    writer
      .i32(left)
      .i32(top)
      .i32(left + width - 1)
      .i32(top + height - 1)
      .u32(index === 0 ? TS_MONITOR_PRIMARY : 0);
  }
  return writer.finish();
}

/** TS_UD_CS_MONITOR_EX ([MS-RDPBCGR] 2.2.1.3.10), without header, for the same monitors. */
export function encodeMonitorAttributes(monitors: readonly PlacedMonitor[]): Uint8Array {
  const writer = new Writer().u32(0).u32(ATTRIBUTES_LENGTH).u32(monitors.length);
  for (const monitor of monitors) {
    const [physicalWidth, physicalHeight] = physicalSize(monitor);
    writer
      .u32(physicalWidth)
      .u32(physicalHeight)
      .u32(monitor.orientation ?? 0)
      .u32(monitor.scale)
      .u32(deviceScale(monitor.scale));
  }
  return writer.finish();
}

/**
 * The monitors of both blocks, the primary one first; none without definitions, and at 100 percent without attributes.
 * Throws DecodeError.
 */
export function decodeMonitors(
  definitions: Uint8Array | undefined,
  attributes: Uint8Array | undefined,
): PlacedMonitor[] {
  if (!definitions) return [];
  const reader = new Reader(definitions, "TS_UD_CS_MONITOR");
  const shapes = attributes ? decodeAttributes(attributes) : [];
  reader.skip(4);
  const count = reader.u32();
  if (count > MOST_MONITORS) throw reader.error(`${count} monitors`);
  const found = Array.from({ length: count }, (_, index) => {
    const [left, top, right, bottom] = [reader.i32(), reader.i32(), reader.i32(), reader.i32()];
    if (right < left || bottom < top) throw reader.error(`a monitor from ${left}, ${top} to ${right}, ${bottom}`);
    const isPrimary = (reader.u32() & TS_MONITOR_PRIMARY) !== 0;
    const shape = shapes[index] ?? { scale: 100, orientation: 0 };
    return { isPrimary, monitor: { left, top, width: right - left + 1, height: bottom - top + 1, ...shape } };
  });
  found.sort((one, other) => Number(other.isPrimary) - Number(one.isPrimary));
  return found.map(({ monitor }) => monitor);
}

function decodeAttributes(bytes: Uint8Array): Pick<PlacedMonitor, "scale" | "orientation">[] {
  const reader = new Reader(bytes, "TS_UD_CS_MONITOR_EX");
  reader.skip(4);
  const length = reader.u32();
  const count = reader.u32();
  if (length !== ATTRIBUTES_LENGTH || count > MOST_MONITORS)
    throw reader.error(`${count} attributes of ${length} bytes`);
  return Array.from({ length: count }, () => {
    reader.skip(8);
    const orientation = toOrientation(reader.u32());
    const scale = reader.u32();
    reader.skip(4);
    return { scale, orientation };
  });
}
