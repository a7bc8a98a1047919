import { Reader } from "../wire/reader.ts";
import { type FastPathUpdate, UpdateCode } from "./fast-path-output.ts";

/** updateType of a slow-path graphics update ([MS-RDPBCGR] 2.2.9.1.1.3.1). */
const UpdateType = { Orders: 0, Bitmap: 1, Palette: 2, Synchronize: 3 } as const;
/** messageType of a TS_POINTER_PDU ([MS-RDPBCGR] 2.2.9.1.1.4). */
const PointerMessage = { System: 1, Position: 3, Color: 6, Cached: 7, Pointer: 8, Large: 9 } as const;
const SYSPTR_NULL = 0;

const POINTER_CODES: ReadonlyMap<number, number> = new Map([
  [PointerMessage.Position, UpdateCode.PointerPosition],
  [PointerMessage.Color, UpdateCode.PointerColor],
  [PointerMessage.Cached, UpdateCode.PointerCached],
  [PointerMessage.Pointer, UpdateCode.PointerNew],
  [PointerMessage.Large, UpdateCode.PointerLarge],
]);

const NOTHING = new Uint8Array(0);

/** A slow-path graphics update in the form of a fast-path one; undefined for drawing orders, which are not agreed to. */
export function decodeSlowPathUpdate(data: Uint8Array): FastPathUpdate | undefined {
  const updateType = new Reader(data, "TS_GRAPHICS_UPDATE").u16();
  switch (updateType) {
    case UpdateType.Bitmap:
      return update(UpdateCode.Bitmap, data);
    case UpdateType.Palette:
      return update(UpdateCode.Palette, data);
    case UpdateType.Synchronize:
      return update(UpdateCode.Synchronize, NOTHING);
    default:
      return undefined;
  }
}

/** A slow-path pointer update in the form of a fast-path one. */
export function decodeSlowPathPointer(data: Uint8Array): FastPathUpdate | undefined {
  const reader = new Reader(data, "TS_POINTER_PDU");
  const messageType = reader.u16();
  reader.skip(2);
  if (messageType === PointerMessage.System) {
    return update(reader.u32() === SYSPTR_NULL ? UpdateCode.PointerHidden : UpdateCode.PointerDefault, NOTHING);
  }
  const code = POINTER_CODES.get(messageType);
  return code === undefined ? undefined : update(code, reader.rest());
}

function update(code: number, data: Uint8Array): FastPathUpdate {
  return { header: Uint8Array.of(code), data };
}
