import type { AvcSupport } from "../../settings.ts";
import type { CapabilitySet } from "./graphics-pdus.ts";

/** version of RDPGFX_CAPSET ([MS-RDPEGFX] 2.2.3). */
export const capabilityVersions = {
  v8: 0x00080004,
  v81: 0x00080105,
  v10: 0x000a0002,
  v101: 0x000a0100,
  v102: 0x000a0200,
  v103: 0x000a0301,
  v104: 0x000a0400,
  v105: 0x000a0502,
  v106: 0x000a0600,
  v107: 0x000a0701,
} as const;

export const capabilityFlags = {
  thinClient: 0x00000001,
  smallCache: 0x00000002,
  avc420Enabled: 0x00000010,
  avcDisabled: 0x00000020,
  avcThinClient: 0x00000040,
  scaledMapDisable: 0x00000080,
} as const;

/** What the client decodes, and the monitors that it asks for. */
export interface GraphicsOffer {
  readonly avc: AvcSupport;
  /** Pixels. */
  readonly monitors: readonly { readonly width: number; readonly height: number }[];
}

/** What H.264 decoders take each way of a monitor. Windows answers AVC_DISABLED above as well, but no other server does. */
const LONGEST_AVC_SIDE = 4096;

/**
 * The capability sets to advertise, oldest first ([MS-RDPEGFX] 2.2.3).
 *
 * The small cache (16 MB instead of 100 MB) is asked for always: it bounds what a desktop takes of a browser's memory.
 * THINCLIENT is never: servers would leave progressive for plain RemoteFX. Nor is AVC_THINCLIENT, by which they would
 * send text as H.264, nor SCALEDMAP_DISABLE: scaled surfaces are shown.
 */
export function buildCapabilitySets(offer: GraphicsOffer): CapabilitySet[] {
  const isTooLong = offer.monitors.some(({ width, height }) => Math.max(width, height) > LONGEST_AVC_SIDE);
  const avc = isTooLong ? "none" : offer.avc;
  const { v8, v81 } = capabilityVersions;
  const { smallCache, avc420Enabled } = capabilityFlags;
  const sets = [
    { version: v8, flags: smallCache },
    // AVC420_ENABLED by itself makes Windows 11 24H2 close the channel.
    { version: v81, flags: avc === "none" ? smallCache : smallCache | avc420Enabled },
  ];
  // Since version 10 a client takes H.264 in YUV444 mode or none at all.
  return avc === "avc420" ? sets : [...sets, ...setsSince10(avc === "avc444")];
}

function setsSince10(avc: boolean): CapabilitySet[] {
  const { v10, v101, v102, v103, v104, v105, v106, v107 } = capabilityVersions;
  const noAvc = avc ? 0 : capabilityFlags.avcDisabled;
  const flags = capabilityFlags.smallCache | noAvc;
  return [
    { version: v10, flags },
    // Version 10.1 has no flags and means H.264 in YUV444 mode (2.2.3.4).
    ...(avc ? [{ version: v101, flags: 0 }] : []),
    { version: v102, flags },
    // Version 10.3 means the small cache (2.2.3.6).
    { version: v103, flags: noAvc },
    ...[v104, v105, v106, v107].map((version) => ({ version, flags })),
  ];
}
