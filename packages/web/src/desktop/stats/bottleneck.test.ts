import { expect, it } from "vitest";
import { type Bottleneck, bottleneckOf } from "./bottleneck.ts";

const fine = { roundTrip: 40, bestRoundTrip: 38, busy: 0.1, waitingBytes: 2_000, answer: 90 };

it.each<[Bottleneck, Partial<Parameters<typeof bottleneckOf>[0]>]>([
  ["nothing", {}],
  ["nothing", { answer: undefined }],
  ["measuring", { roundTrip: undefined, bestRoundTrip: undefined }],
  ["computer", { busy: 0.85 }],
  ["computer", { waitingBytes: 600_000, busy: 0.6, roundTrip: 400 }],
  ["nothing", { waitingBytes: 600_000 }],
  ["lineFull", { roundTrip: 300 }],
  ["lineDelay", { roundTrip: 300, bestRoundTrip: 290, answer: 700 }],
  ["desktop", { answer: 400 }],
])("finds %s", (expected, symptoms) => {
  expect(bottleneckOf({ ...fine, ...symptoms })).toBe(expected);
});
