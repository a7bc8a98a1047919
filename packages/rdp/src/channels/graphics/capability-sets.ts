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

/** What the decoder of the browser can do. */
export interface GraphicsOffer {
  /** H.264, as AVC420 and AVC444. */
  readonly avc: boolean;
}

/**
 * The capability sets to advertise, oldest first. Every one asks for the small cache (16 MiB), as browsers on small
 * machines want it. Version 10.1 has no flags and implies AVC444, so it is left out without H.264.
 */
export function buildCapabilitySets({ avc }: GraphicsOffer): CapabilitySet[] {
  const { v8, v81, v10, v101, v102, v103, v104, v105, v106, v107 } = capabilityVersions;
  const cache = capabilityFlags.smallCache;
  const since10 = avc ? cache : cache | capabilityFlags.avcDisabled;
  // Version 10.3 has no small cache flag ([MS-RDPEGFX] 2.2.3.6).
  const version103 = since10 & ~cache;
  return [
    { version: v8, flags: cache },
    { version: v81, flags: avc ? cache | capabilityFlags.avc420Enabled : cache },
    { version: v10, flags: since10 },
    ...(avc ? [{ version: v101, flags: 0 }] : []),
    { version: v102, flags: since10 },
    { version: v103, flags: version103 },
    { version: v104, flags: since10 },
    { version: v105, flags: since10 },
    { version: v106, flags: since10 },
    { version: v107, flags: since10 },
  ];
}
