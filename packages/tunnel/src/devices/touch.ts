import { TunnelFormatError } from "../record.ts";

/** JSON payload of `DeviceDown.TouchState`: whether the desktop takes touches and pens ([MS-RDPEI]) just now. */
export interface TouchState {
  /** Contacts at a time; 0: it takes none. */
  readonly mostContacts: number;
  readonly pen: boolean;
}

/** Fingers that a record may have. */
export const MOST_CONTACTS = 10;

/** A finger on the desktop. */
export interface TouchContact {
  /** Tells fingers apart as long as they are down: 0 to 255. */
  readonly id: number;
  /** Where, in desktop pixels; as are width and height of what it covers (0: not known). */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** 0 to 1024. */
  readonly pressure: number;
}

/** All fingers that are down. One that was in the record before and is in this one no more was lifted. */
export interface TouchIntention {
  readonly kind: "touch";
  /** Microseconds since the page's last record of touch or pen. */
  readonly elapsed: number;
  /** What is missing was taken away by the browser, and meant nothing. */
  readonly cancelled: boolean;
  readonly contacts: readonly TouchContact[];
}

/** Where a pen is. */
export const PenState = { Away: 0, Hovering: 1, Touching: 2 } as const;
/** What of a pen is held. */
export const PenFlag = { Barrel: 1, Eraser: 2 } as const;

export interface PenIntention {
  readonly kind: "pen";
  /** Microseconds since the page's last record of touch or pen. */
  readonly elapsed: number;
  /** One of `PenState`. */
  readonly state: number;
  /** Bits of `PenFlag`. */
  readonly flags: number;
  readonly x: number;
  readonly y: number;
  /** 0 to 1024. */
  readonly pressure: number;
  /** Degrees clockwise around its own axis, 0 to 359. */
  readonly rotation: number;
  /** Degrees, -90 to 90, to the right and towards the user. */
  readonly tiltX: number;
  readonly tiltY: number;
}

const HEAD_LENGTH = 5;
const CONTACT_LENGTH = 11;

/** u32 elapsed, u8 1 = cancelled; for each contact u8 id, u16 x, y, width, height, pressure. */
export function encodeTouch({ elapsed, cancelled, contacts }: TouchIntention): Uint8Array {
  const view = new DataView(new ArrayBuffer(HEAD_LENGTH + contacts.length * CONTACT_LENGTH));
  view.setUint32(0, elapsed, true);
  view.setUint8(4, cancelled ? 1 : 0);
  for (const [index, { id, x, y, width, height, pressure }] of contacts.entries()) {
    const offset = HEAD_LENGTH + index * CONTACT_LENGTH;
    view.setUint8(offset, id);
    for (const [place, value] of [x, y, width, height, pressure].entries()) {
      view.setUint16(offset + 1 + 2 * place, value, true);
    }
  }
  return new Uint8Array(view.buffer);
}

/** Throws TunnelFormatError for a length that no number of contacts has, or more than `MOST_CONTACTS`. */
export function decodeTouch(payload: Uint8Array): TouchIntention {
  const count = (payload.length - HEAD_LENGTH) / CONTACT_LENGTH;
  if (!Number.isInteger(count) || count < 0 || count > MOST_CONTACTS) {
    throw new TunnelFormatError(`touch record of ${payload.length} bytes`);
  }
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  const contacts = Array.from({ length: count }, (_, index) => {
    const offset = HEAD_LENGTH + index * CONTACT_LENGTH;
    const field = (place: number) => view.getUint16(offset + 1 + 2 * place, true);
    return {
      id: view.getUint8(offset),
      ...{ x: field(0), y: field(1), width: field(2), height: field(3), pressure: field(4) },
    };
  });
  return { kind: "touch", elapsed: view.getUint32(0, true), cancelled: view.getUint8(4) === 1, contacts };
}
