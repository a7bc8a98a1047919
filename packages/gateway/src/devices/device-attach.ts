import { type DeviceAttach, DeviceUp, decodeJson, decodeRecords, TunnelFormatError } from "@passerelle/tunnel";
import { Type } from "typebox";
import { Value } from "typebox/value";
import { Share } from "../sessions/attach-request.ts";

const Request = Type.Object({
  protocol: Type.Literal(1),
  session: Type.String({ maxLength: 64 }),
  share: Type.Optional(Share),
  decodes: Type.Array(Type.Union([Type.Literal("aac"), Type.Literal("opus")]), { maxItems: 8 }),
});

/** What a device line begins with. Throws TunnelFormatError. */
export function decodeDeviceAttach(message: Uint8Array): DeviceAttach {
  const [record, ...more] = decodeRecords(message);
  if (record?.type !== DeviceUp.Attach || more.length > 0) {
    throw new TunnelFormatError("a device line begins with one attach record");
  }
  const value = decodeJson(record.payload);
  if (!Value.Check(Request, value)) throw new TunnelFormatError("device attach has not the shape that was agreed");
  return value;
}
