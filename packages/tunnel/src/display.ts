import { TunnelFormatError } from "./record.ts";

/** Degrees clockwise by which a screen is turned: 90 is portrait. */
export type Orientation = 0 | 90 | 180 | 270;

/** A monitor that a browser wants, in desktop pixels. */
interface MonitorRequest {
  readonly width: number;
  readonly height: number;
  /** Percent, 100 to 500. */
  readonly scale: number;
  /** Absent: landscape. */
  readonly orientation?: Orientation;
}

/** A monitor beside the primary one, and where: pixels from the primary one's corner. */
export interface FurtherMonitor extends MonitorRequest {
  readonly left: number;
  readonly top: number;
}

/** The desktop that a browser wants: the primary monitor, and at most 15 beside it. */
export interface DisplayRequest extends MonitorRequest {
  readonly furtherMonitors?: readonly FurtherMonitor[];
}

const MOST_FURTHER_MONITORS = 15;
const MONITOR_LENGTH = 8;
const PLACE_LENGTH = 4;

/** u16 width, height, scale and orientation of the primary monitor; i16 left and top and the same for each further one. */
export function encodeDisplay(display: DisplayRequest): Uint8Array {
  const further = display.furtherMonitors ?? [];
  const view = new DataView(new ArrayBuffer(MONITOR_LENGTH + further.length * (PLACE_LENGTH + MONITOR_LENGTH)));
  let offset = 0;
  const put = (...values: number[]) => {
    for (const value of values) {
      view.setUint16(offset, value, true);
      offset += 2;
    }
  };
  put(display.width, display.height, display.scale, display.orientation ?? 0);
  for (const { left, top, width, height, scale, orientation = 0 } of further) {
    put(left, top, width, height, scale, orientation);
  }
  return new Uint8Array(view.buffer);
}

/** Throws TunnelFormatError for a length, a number of monitors or an orientation that does not exist. */
export function decodeDisplay(payload: Uint8Array): DisplayRequest {
  const count = (payload.length - MONITOR_LENGTH) / (PLACE_LENGTH + MONITOR_LENGTH);
  if (!Number.isInteger(count) || count < 0 || count > MOST_FURTHER_MONITORS) {
    throw new TunnelFormatError(`display of ${payload.length} bytes`);
  }
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const furtherMonitors = Array.from({ length: count }, (_, index) => {
    const offset = MONITOR_LENGTH + index * (PLACE_LENGTH + MONITOR_LENGTH);
    const place = { left: view.getInt16(offset, true), top: view.getInt16(offset + 2, true) };
    return { ...place, ...monitorAt(view, offset + PLACE_LENGTH) };
  });
  return { ...monitorAt(view, 0), ...(count > 0 && { furtherMonitors }) };
}

function monitorAt(view: DataView, offset: number): MonitorRequest {
  const [width = 0, height = 0, scale = 0, degrees = 0] = [0, 2, 4, 6].map((at) => view.getUint16(offset + at, true));
  const orientation = ([0, 90, 180, 270] as const).find((known) => known === degrees);
  if (orientation === undefined) throw new TunnelFormatError(`a monitor turned by ${degrees} degrees`);
  return { width, height, scale, ...(orientation !== 0 && { orientation }) };
}
