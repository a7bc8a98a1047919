import {
  decodeDesktopSize,
  decodeIntention,
  decodeJson,
  decodeRecords,
  encodeDesktopSize,
  encodeIntention,
  encodeJson,
  type Intention,
  MessageWriter,
  TunnelFormatError,
} from "@passerelle/tunnel";
import { decoderTarget, type Target } from "./target.ts";

const ERRORS = [TunnelFormatError];

const INTENTIONS: readonly Intention[] = [
  { kind: "acknowledge", count: 7 },
  { kind: "key", flags: 1, scancode: 30 },
  { kind: "pointer-button", button: 1, pressed: true, x: 100, y: 200 },
  { kind: "wheel", horizontal: false, rotation: -120, x: 1, y: 2 },
  { kind: "resize", display: { width: 1280, height: 720, scale: 100 } },
  { kind: "disconnect" },
];

/** What gateway and browser read of each other. */
export function tunnelTargets(): Target[] {
  return [
    decoderTarget("tunnel records", ERRORS, decodeRecords, records(), longRecord()),
    decoderTarget(
      "tunnel intentions",
      ERRORS,
      (message) => {
        for (const { type, payload } of decodeRecords(message)) decodeIntention(type, payload);
      },
      records(),
    ),
    decoderTarget("tunnel desktop size", ERRORS, decodeDesktopSize, encodeDesktopSize(1280, 720)),
    decoderTarget("tunnel JSON", ERRORS, decodeJson, encodeJson({ kind: "step", step: "connecting" })),
  ];
}

function records(): Uint8Array {
  const writer = new MessageWriter();
  for (const intention of INTENTIONS) {
    const { type, payload } = encodeIntention(intention);
    writer.append(type, payload);
  }
  return writer.take();
}

function longRecord(): Uint8Array {
  const writer = new MessageWriter();
  writer.append(4, new Uint8Array(300));
  return writer.take();
}
