import { Reader } from "../wire/reader.ts";
import { Writer } from "../wire/writer.ts";

/** action of TS_CONTROL_PDU ([MS-RDPBCGR] 2.2.1.15.1). */
export const ControlAction = { RequestControl: 1, GrantedControl: 2, Detach: 3, Cooperate: 4 } as const;

/** TS_SYNCHRONIZE_PDU data ([MS-RDPBCGR] 2.2.1.14.1). @param targetUser MCS user of the other side */
export function encodeSynchronize(targetUser: number): Uint8Array {
  const SYNCMSGTYPE_SYNC = 1;
  return new Writer(4).u16(SYNCMSGTYPE_SYNC).u16(targetUser).finish();
}

/** TS_CONTROL_PDU without its headers. */
export interface Control {
  /** One of `ControlAction`. */
  readonly action: number;
  readonly grantId: number;
  readonly controlId: number;
}

/** TS_CONTROL_PDU data ([MS-RDPBCGR] 2.2.1.15.1). */
export function encodeControl(control: Control): Uint8Array {
  return new Writer(8).u16(control.action).u16(control.grantId).u32(control.controlId).finish();
}

/** TS_CONTROL_PDU data. Throws DecodeError. */
export function decodeControl(data: Uint8Array): Control {
  const reader = new Reader(data, "TS_CONTROL_PDU");
  return { action: reader.u16(), grantId: reader.u16(), controlId: reader.u32() };
}

const FIRST_AND_LAST = 0x0003;

/** TS_FONT_LIST_PDU data ([MS-RDPBCGR] 2.2.1.18.1): no fonts. */
export function encodeFontList(): Uint8Array {
  return new Writer(8).u16(0).u16(0).u16(FIRST_AND_LAST).u16(50).finish();
}

/** TS_FONT_MAP_PDU data ([MS-RDPBCGR] 2.2.1.22.1): no fonts. */
export function encodeFontMap(): Uint8Array {
  return new Writer(8).u16(0).u16(0).u16(FIRST_AND_LAST).u16(4).finish();
}
