import { GraphicsDecodeError } from "../../decode-error.ts";
import { ByteReader } from "../../reader.ts";

const TS_STANDARD = 1;
const TS_SECONDARY = 2;
/** What the length field of a secondary order leaves out, less its header's six bytes. */
const UNCOUNTED_BYTES = 7;

/**
 * Orders ([MS-RDPEGDI] 2.2.2.1) are not negotiated, yet xrdp sends its colour table as one at 8 bits a pixel. Secondary
 * orders fill caches and paint nothing: they are passed over. Any other is a GraphicsDecodeError.
 */
export function skipCacheOrders(data: Uint8Array): void {
  const reader = new ByteReader(data, "TS_FP_UPDATE_ORDERS");
  for (let count = reader.u16(); count > 0; count--) {
    const controlFlags = reader.u8();
    if ((controlFlags & (TS_STANDARD | TS_SECONDARY)) !== (TS_STANDARD | TS_SECONDARY)) {
      throw new GraphicsDecodeError("TS_FP_UPDATE_ORDERS", "a drawing order, though none was negotiated");
    }
    const length = reader.u16();
    reader.skip(3); // extraFlags, orderType
    reader.skip(length + UNCOUNTED_BYTES);
  }
}
