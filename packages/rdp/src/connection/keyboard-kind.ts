/** keyboardType, keyboardSubType and keyboardFunctionKey of TS_UD_CS_CORE ([MS-RDPBCGR] 2.2.1.3.2) and of the input capability set. */
interface KeyboardKind {
  readonly type: number;
  readonly subType: number;
  readonly functionKeys: number;
}

const JAPANESE = 0x11;

/**
 * The keyboard that a layout is for: one of 106 keys for Japanese, to which Windows otherwise gives the American layout, else one of 101
 * or 102 keys.
 * @param layout Windows keyboard layout identifier; its lowest ten bits are the language
 */
export function keyboardKind(layout: number): KeyboardKind {
  const isJapanese = (layout & 0x3ff) === JAPANESE;
  return isJapanese ? { type: 7, subType: 2, functionKeys: 12 } : { type: 4, subType: 0, functionKeys: 12 };
}
