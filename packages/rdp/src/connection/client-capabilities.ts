import type { ClientSettings } from "../settings.ts";
import { Writer } from "../wire/writer.ts";
import {
  type BitmapCodec,
  bitmapCodecsSet,
  type CapabilitySet,
  capabilitySet,
  findCapabilitySet,
  GeneralFlag,
  InputFlag,
  SurfaceCommandFlag,
} from "./capability-sets.ts";
import { keyboardKind } from "./keyboard-kind.ts";

/** Bytes that one fragmented update may have when put together; the browser's decoder holds to the same bound. */
export const MAX_UPDATE_SIZE = 8 * 1024 * 1024;
/** What one fast-path update without fragments can have. */
const SINGLE_UPDATE_SIZE = 0xffff;
/** Frames that the server may send before the first is acknowledged. */
const MAX_UNACKNOWLEDGED_FRAMES = 4;
const POINTER_CACHE_SIZE = 25;

const CODEC_ID_NSCODEC = 1;
const CODEC_ID_REMOTEFX = 3;
/** [MS-RDPBCGR] 2.2.7.2.10.1.1.1 and on: the identifiers by which codecs are known. */
const GUID_NSCODEC = Uint8Array.from([
  0xb9, 0x1b, 0x8d, 0xca, 0x0f, 0, 0x4f, 0x15, 0x58, 0x9f, 0xae, 0x2d, 0x1a, 0x87, 0xe2, 0xd6,
]);
const GUID_REMOTEFX = Uint8Array.from([
  0x12, 0x2f, 0x77, 0x76, 0x72, 0xbd, 0x63, 0x44, 0xaf, 0xb3, 0xb7, 0x3c, 0x9c, 0x6f, 0x78, 0x86,
]);

/** All that the client says of itself in Confirm Active ([MS-RDPBCGR] 1.7), in answer to the server's sets. */
export function clientCapabilities(
  settings: Pick<ClientSettings, "colorDepth" | "desktop" | "keyboardLayout" | "surfaceCodecs">,
  server: readonly CapabilitySet[],
): CapabilitySet[] {
  const serverBitmap = findCapabilitySet(server, "bitmap");
  const keyboard = keyboardKind(settings.keyboardLayout);
  const sets = [
    capabilitySet("general", {
      osMajorType: 1, // Windows
      osMinorType: 3, // NT
      protocolVersion: 0x0200,
      extraFlags:
        GeneralFlag.FastPathOutput |
        GeneralFlag.LongCredentials |
        GeneralFlag.AutoReconnect |
        GeneralFlag.NoBitmapCompressionHeader,
      refreshRectSupport: 1,
      suppressOutputSupport: 1,
    }),
    capabilitySet("bitmap", {
      preferredBitsPerPixel: settings.colorDepth,
      receive1BitPerPixel: 1,
      receive4BitsPerPixel: 1,
      receive8BitsPerPixel: 1,
      // the server's word on the size is final; a client that repeats its own wish is shown a part only
      desktopWidth: serverBitmap?.desktopWidth ?? settings.desktop.width,
      desktopHeight: serverBitmap?.desktopHeight ?? settings.desktop.height,
      desktopResize: 1,
      bitmapCompression: 1,
      drawingFlags: 0x08, // DRAW_ALLOW_SKIP_ALPHA
      multipleRectangles: 1,
    }),
    // no drawing orders; yet the negotiation flags are required of every client (2.2.7.1.3)
    capabilitySet("order", {
      desktopSaveXGranularity: 1,
      desktopSaveYGranularity: 20,
      maximumOrderLevel: 1,
      orderFlags: 0x0002 | 0x0008, // NEGOTIATEORDERSUPPORT, ZEROBOUNDSDELTASSUPPORT
      desktopSaveSize: 480 * 480,
    }),
    capabilitySet("bitmapCache", {}),
    capabilitySet("control", { controlInterest: 2, detachInterest: 2 }),
    capabilitySet("activation", {}),
    capabilitySet("pointer", {
      colorPointer: 1,
      colorPointerCacheSize: POINTER_CACHE_SIZE,
      pointerCacheSize: POINTER_CACHE_SIZE,
    }),
    capabilitySet("share", {}),
    capabilitySet("colorCache", { cacheSize: 6 }),
    capabilitySet("sound", {}),
    capabilitySet("input", {
      flags:
        InputFlag.Scancodes |
        InputFlag.ExtendedMouse |
        InputFlag.FastPathInput |
        InputFlag.Unicode |
        InputFlag.FastPathInput2 |
        InputFlag.RelativeMouse |
        InputFlag.HorizontalWheel,
      keyboardLayout: settings.keyboardLayout,
      keyboardType: keyboard.type,
      keyboardSubType: keyboard.subType,
      keyboardFunctionKeys: keyboard.functionKeys,
    }),
    capabilitySet("font", { supportFlags: 1 }),
    capabilitySet("brush", {}),
    capabilitySet("glyphCache", {}),
    capabilitySet("offscreenCache", {}),
    capabilitySet("virtualChannel", {}),
    capabilitySet("multifragmentUpdate", { maxRequestSize: updateSize(settings, server) }),
    capabilitySet("largePointer", { flags: 0x0001 | 0x0002 }), // up to 96x96, up to 384x384
  ];
  if (settings.surfaceCodecs) sets.push(...surfaceCapabilities());
  return sets;
}

/** RemoteFX is only used when the client takes updates at least as large as the server names (2.2.7.2.6). */
function updateSize(settings: Pick<ClientSettings, "surfaceCodecs">, server: readonly CapabilitySet[]): number {
  if (settings.surfaceCodecs) return MAX_UPDATE_SIZE;
  const wanted = findCapabilitySet(server, "multifragmentUpdate")?.maxRequestSize ?? 0;
  return Math.min(Math.max(wanted, SINGLE_UPDATE_SIZE), MAX_UPDATE_SIZE);
}

/** Hosts send what is listed here whether they list it or not, so only what is decoded may be. */
function surfaceCapabilities(): CapabilitySet[] {
  return [
    capabilitySet("surfaceCommands", {
      flags: SurfaceCommandFlag.SetSurfaceBits | SurfaceCommandFlag.FrameMarker | SurfaceCommandFlag.StreamSurfaceBits,
    }),
    bitmapCodecsSet([remoteFx(), nsCodec()]),
    capabilitySet("frameAcknowledge", { maxUnacknowledgedFrames: MAX_UNACKNOWLEDGED_FRAMES }),
  ];
}

/** TS_NSCODEC_CAPABILITYSET ([MS-RDPNSC] 2.2.1): dynamic fidelity, subsampling, colour loss level up to 3. */
function nsCodec(): BitmapCodec {
  return { guid: GUID_NSCODEC, id: CODEC_ID_NSCODEC, properties: Uint8Array.of(1, 1, 3) };
}

/** TS_RFX_CLNT_CAPS_CONTAINER ([MS-RDPRFX] 2.2.1.1): video mode, RLGR1 and RLGR3. */
function remoteFx(): BitmapCodec {
  const CLW_ENTROPY_RLGR1 = 1;
  const CLW_ENTROPY_RLGR3 = 4;
  const writer = new Writer(49).u32(49).u32(1).u32(37); // CARDP_CAPS_CAPTURE_NON_CAC
  writer.u16(0xcbc0).u32(8).u16(1); // TS_RFX_CAPS
  writer.u16(0xcbc1).u32(29).u8(1).u16(0xcfc0).u16(2).u16(8); // TS_RFX_CAPSET of two TS_RFX_ICAP
  for (const entropy of [CLW_ENTROPY_RLGR1, CLW_ENTROPY_RLGR3]) {
    writer.u16(0x0100).u16(64).u8(0).u8(1).u8(1).u8(entropy); // CLW_VERSION_1_0, 64x64 tiles, ICT, 5/3 DWT
  }
  return { guid: GUID_REMOTEFX, id: CODEC_ID_REMOTEFX, properties: writer.finish() };
}
