import { describe, expect, test } from "vitest";
import { buildCapabilitySets, capabilityFlags, capabilityVersions, type GraphicsOffer } from "./capability-sets.ts";

const { thinClient, smallCache, avc420Enabled, avcDisabled, avcThinClient, scaledMapDisable } = capabilityFlags;
const { v8, v81, v10, v101, v103 } = capabilityVersions;

/** The flags by version. */
function offered(
  avc: GraphicsOffer["avc"],
  ...monitors: readonly (readonly [width: number, height: number])[]
): Map<number, number> {
  const sets = buildCapabilitySets({ avc, monitors: monitors.map(([width, height]) => ({ width, height })) });
  return new Map(sets.map(({ version, flags }) => [version, flags]));
}

function everyFlags(): number[] {
  return (["none", "avc420", "avc444"] as const).flatMap((avc) => [...offered(avc).values()]);
}

describe("versions", () => {
  test("without H.264 are 8 to 10.7, without 10.1, which cannot decline it", () => {
    expect([...offered("none").keys()].map((version) => version.toString(16))).toEqual([
      ...["80004", "80105", "a0002", "a0200", "a0301", "a0400", "a0502", "a0600", "a0701"],
    ]);
  });

  test("with all of H.264 are 8 to 10.7", () => {
    expect([...offered("avc444").keys()].map((version) => version.toString(16))).toEqual([
      ...["80004", "80105", "a0002", "a0100", "a0200", "a0301", "a0400", "a0502", "a0600", "a0701"],
    ]);
  });

  test("with AVC420 alone end at 8.1: from 10 on H.264 means YUV444", () => {
    expect([...offered("avc420").keys()]).toEqual([v8, v81]);
  });
});

describe("H.264", () => {
  test("is declined by AVC_DISABLED from version 10 on, and by nothing before", () => {
    for (const [version, flags] of offered("none")) {
      expect((flags & avcDisabled) !== 0).toBe(version >= v10);
      expect(flags & avc420Enabled).toBe(0);
    }
  });

  test("is offered by AVC420_ENABLED in 8.1, and from version 10 on by not declining it", () => {
    const sets = offered("avc444");
    for (const [version, flags] of sets) {
      expect((flags & avc420Enabled) !== 0).toBe(version === v81);
      expect(flags & avcDisabled).toBe(0);
    }
    expect(sets.get(v101)).toBe(0);
    expect(offered("avc420").get(v81)).toBe(smallCache | avc420Enabled);
  });

  test.each<[string, boolean, ...(readonly [number, number])[]]>([
    ["of 4096 x 2160", true, [4096, 2160]],
    ["of 4098 x 2160", false, [4098, 2160]],
    ["of 2160 x 4097", false, [2160, 4097]],
    ["of twice 2560 x 1440", true, [2560, 1440], [2560, 1440]],
    ["of 1920 x 1080 and 5120 x 1440", false, [1920, 1080], [5120, 1440]],
  ])("is for no monitor above 4096 pixels, where Windows refuses it: a desktop %s, %s", (_, isOffered, ...monitors) => {
    expect(offered("avc444", ...monitors)).toEqual(offered(isOffered ? "avc444" : "none"));
    expect(offered("avc420", ...monitors)).toEqual(offered(isOffered ? "avc420" : "none"));
  });
});

describe("hosts' quirks", () => {
  test("AVC420_ENABLED is never the only flag: Windows 11 24H2 closes the channel", () => {
    expect(everyFlags()).not.toContain(avc420Enabled);
  });

  test("THINCLIENT is never set: not with AVC_DISABLED, which is invalid, nor where it costs progressive", () => {
    for (const flags of everyFlags()) expect(flags & thinClient).toBe(0);
  });

  test("AVC_THINCLIENT is never set: text is not sent as H.264", () => {
    for (const flags of everyFlags()) expect(flags & avcThinClient).toBe(0);
  });

  test("scaled surfaces are not declined", () => {
    for (const flags of everyFlags()) expect(flags & scaledMapDisable).toBe(0);
  });

  test("the small cache is asked for wherever there is a flag for it: not in 10.1, which has none, nor in 10.3, which means it", () => {
    for (const [version, flags] of offered("avc444")) {
      expect((flags & smallCache) !== 0).toBe(version !== v101 && version !== v103);
    }
  });
});
