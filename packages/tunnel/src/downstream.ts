import type { Failure } from "./failure.ts";
import { TunnelFormatError } from "./record.ts";

/**
 * What the gateway sends. All records but `Attached` are counted from 1, in order, over the whole life of the session.
 */
export const Downstream = {
  /** JSON `Attached`: the answer to `Attach`, first on every line, not counted. */
  Attached: 0,
  /** JSON `Status`. */
  Status: 1,
  /** u16 width, u16 height (little endian): the desktop's size in pixels; what was painted before is void. */
  DesktopSize: 2,
  /**
   * A fast-path update ([MS-RDPBCGR] 2.2.9.1.2.1) as received, less its size field: updateHeader (u8), compressionFlags
   * (u8, if the header says so), data. Slow-path updates are handed on in the same form.
   */
  FastPathUpdate: 3,
  /** Flags (u8, `PipelineFlag`), then bytes of a graphics channel message (RDP_SEGMENTED_DATA, [MS-RDPEGFX] 2.2.5.1). */
  PipelineData: 4,
  /** Empty: the graphics channel was opened (again); all state of the pipeline is void. */
  PipelineReset: 5,
  /** u8 of `LockKey` bits: the server's toggle keys. */
  LockKeys: 6,
  /** u32: the value of the `Ping` that it answers. */
  Pong: 7,
} as const;

export const PipelineFlag = { First: 1, Last: 2 } as const;

/** Bits as in TS_SYNC_EVENT ([MS-RDPBCGR] 2.2.8.1.1.3.1.1.5). */
export const LockKey = {
  ScrollLock: 1,
  NumLock: 2,
  CapsLock: 4,
  KanaLock: 8,
} as const;

export interface Attached {
  /** Of a guest: the guest's own id, another one on each line. */
  readonly session: string;
  /** The records that follow are counted from here: the first is `count + 1`. */
  readonly count: number;
  /** False: the browser must forget what it has painted. */
  readonly resumed: boolean;
}

/** The connecting steps, in the order in which they happen. */
export const CONNECT_STEPS = [
  "resolving",
  "connecting",
  "negotiating",
  "securing",
  "authenticating",
  "licensing",
  "activating",
] as const;
export type ConnectStep = (typeof CONNECT_STEPS)[number];

export type PromptField = "username" | "password" | "domain";

export type Status =
  /** `desktop`: the name of the one that is tried, where a balancing group is opened. */
  | { readonly kind: "step"; readonly step: ConnectStep; readonly desktop?: string }
  /** Answered by an upstream `Answer`. `failure` says what was wrong with the answer before. */
  | {
      readonly kind: "prompt";
      readonly fields: readonly PromptField[];
      readonly failure?: Failure;
    }
  /**
   * The desktop is there. `unicode`: the server understands `Unicode` records; `relative`: those of relative movement.
   * `layout`: its keyboard layout, a value of Guacamole's `server-layout`. It is told again when `mostMonitors` changes:
   * the most that a `DisplayRequest` may have.
   */
  | {
      readonly kind: "active";
      readonly name: string;
      readonly unicode: boolean;
      readonly readOnly: boolean;
      readonly mostMonitors: number;
      readonly relative: boolean;
      readonly layout: string;
    }
  /** The RDP connection is made anew (size, a lost line, a picture from the beginning); a new `active` follows. */
  | { readonly kind: "reconnecting" }
  /** An administrator has something to say; it changes nothing about the desktop. */
  | { readonly kind: "message"; readonly text: string }
  /** So many guests look at this session now; told to its owner. */
  | { readonly kind: "guests"; readonly count: number }
  /** The session is over. No failure: the user ended it. Guests are not told why it ended. */
  | { readonly kind: "ended"; readonly failure?: Failure };

const text = new TextEncoder();
const utf8 = new TextDecoder("utf-8", { fatal: true });

/** JSON payloads, in both directions. */
export function encodeJson(value: unknown): Uint8Array {
  return text.encode(JSON.stringify(value));
}

/** The value of a JSON payload. It comes from the other side: check its shape before use. */
export function decodeJson(payload: Uint8Array): unknown {
  try {
    return JSON.parse(utf8.decode(payload));
  } catch {
    throw new TunnelFormatError("payload is not JSON");
  }
}

export function encodeDesktopSize(width: number, height: number): Uint8Array {
  const bytes = new Uint8Array(4);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, width, true);
  view.setUint16(2, height, true);
  return bytes;
}

export function decodeDesktopSize(payload: Uint8Array): {
  width: number;
  height: number;
} {
  if (payload.length !== 4) throw new TunnelFormatError("desktop size is not 4 bytes");
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  return { width: view.getUint16(0, true), height: view.getUint16(2, true) };
}
