import {
  CLIPBOARD_FORMATS,
  type ClipboardGone,
  type ClipboardHas,
  decodeJson,
  MOST_INLINE_TEXT,
  TunnelFormatError,
} from "@passerelle/tunnel";
import { Type } from "typebox";
import { Value } from "typebox/value";

const MOST_FILES = 20_000;
const Count = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER });

const Has = Type.Object({
  offer: Count,
  formats: Type.Array(Type.Union(CLIPBOARD_FORMATS.map((format) => Type.Literal(format))), { maxItems: 3 }),
  text: Type.Optional(Type.String({ maxLength: MOST_INLINE_TEXT })),
  files: Type.Optional(
    Type.Array(
      Type.Object({
        path: Type.String({ minLength: 1, maxLength: 4096 }),
        isFolder: Type.Boolean(),
        size: Count,
        modified: Type.Optional(Type.Number({ minimum: -8.64e15, maximum: 8.64e15 })),
      }),
      { maxItems: MOST_FILES },
    ),
  ),
});
const Gone = Type.Object({ request: Count });

/** Throws TunnelFormatError. */
export function decodeClipboardHas(payload: Uint8Array): ClipboardHas {
  const value = decodeJson(payload);
  if (!Value.Check(Has, value)) throw new TunnelFormatError("clipboard contents have not the shape that was agreed");
  return value;
}

/** Throws TunnelFormatError. */
export function decodeClipboardGone(payload: Uint8Array): ClipboardGone {
  const value = decodeJson(payload);
  if (!Value.Check(Gone, value)) throw new TunnelFormatError("clipboard refusal has not the shape that was agreed");
  return value;
}
