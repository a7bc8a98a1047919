import { readFileSync } from "node:fs";
import { GraphicsDecodeError, GraphicsDecoder } from "@passerelle/graphics";
import { decodeAlpha } from "../../packages/graphics/src/codecs/alpha.ts";
import { readAvc420 } from "../../packages/graphics/src/codecs/avc420.ts";
import { readAvc444 } from "../../packages/graphics/src/codecs/avc444.ts";
import { ClearCodecDecoder } from "../../packages/graphics/src/codecs/clearcodec.ts";
import { decodeInterleavedRle } from "../../packages/graphics/src/codecs/interleaved-rle.ts";
import { decodeNsCodec } from "../../packages/graphics/src/codecs/nscodec.ts";
import { decodePlanar } from "../../packages/graphics/src/codecs/planar.ts";
import { ProgressiveDecoder } from "../../packages/graphics/src/codecs/progressive.ts";
import { RemoteFxDecoder } from "../../packages/graphics/src/codecs/remotefx.ts";
import { MemoryBudget } from "../../packages/graphics/src/memory-budget.ts";
import { ZgfxDecompressor } from "../../packages/graphics/src/pipeline/zgfx.ts";
import { ByteReader } from "../../packages/graphics/src/reader.ts";
import { ByteWriter } from "../../packages/graphics/src/testing/byte-writer.ts";
import { beginning, caseNames, fedBy, loadCase } from "../../packages/graphics/src/testing/case-folder.ts";
import { ClearCodecEncoder, residual, rlex, subcodec } from "../../packages/graphics/src/testing/clearcodec-encoder.ts";
import { egfx, message } from "../../packages/graphics/src/testing/egfx-writer.ts";
import { fastPath, frameMarker, surfaceBits } from "../../packages/graphics/src/testing/fast-path-writer.ts";
import { encodeInterleavedRle } from "../../packages/graphics/src/testing/interleaved-rle-encoder.ts";
import { newKernels } from "../../packages/graphics/src/testing/kernels.ts";
import { blankPicture, type Picture, photo, seededRandom, text } from "../../packages/graphics/src/testing/pictures.ts";
import {
  bands,
  bitmapStream,
  FULL,
  type Quality,
  region,
  TileEncoder,
} from "../../packages/graphics/src/testing/progressive-encoder.ts";
import { freeRdpStream } from "../../packages/graphics/src/testing/streams.ts";
import { avc420, avc444, FakeVideoDecoder, fakeUnit } from "../../packages/graphics/src/testing/video.ts";
import { ZgfxCompressor } from "../../packages/graphics/src/testing/zgfx-compressor.ts";
import { readH264Unit } from "../../packages/graphics/src/video/h264-unit.ts";
import { paintYuv420, paintYuv444, planesSize } from "../../packages/graphics/src/video/yuv-planes.ts";
import { WorkBudget } from "../../packages/graphics/src/work-budget.ts";
import { decoderTarget, type Messages, type Target } from "./target.ts";

const ERRORS = [GraphicsDecodeError];
const WIDTH = 200;
const HEIGHT = 150;

/** Everything that reads pictures: the decoder as the page drives it, and each codec by itself. */
export function graphicsTargets(): Target[] {
  const decompressor = new ZgfxDecompressor(newKernels());
  return [
    {
      name: "fast-path updates",
      errors: ERRORS,
      seeds: [updates(), ...updates().map((update) => [update]), ...sessionsOfCases("update", false)],
      run: (messages) => {
        const decoder = new GraphicsDecoder({ kernels: newKernels(), present: () => {} });
        decoder.resize(WIDTH, HEIGHT);
        for (const message of messages) decoder.update(message);
      },
    },
    {
      name: "graphics pipeline",
      errors: ERRORS,
      seeds: [pipelineMessages(), ...sessionsOfCases("pdus", false)],
      run: (messages) => {
        const decoder = new GraphicsDecoder({ kernels: newKernels(), present: () => {} });
        for (const pdus of messages) decoder.pipeline(message(pdus), true, true);
      },
    },
    {
      name: "graphics pipeline with H.264",
      errors: ERRORS,
      seeds: [videoMessages(), ...sessionsOfCases("pdus", true)],
      run: (messages) => {
        // Its pictures never come, so that all that is behind them waits.
        const video = { open: () => new FakeVideoDecoder(), applied: () => {}, failed: () => {} };
        const decoder = new GraphicsDecoder({ kernels: newKernels(), present: () => {}, video });
        try {
          for (const pdus of messages) decoder.pipeline(message(pdus), true, true);
        } finally {
          decoder.close();
        }
      },
    },
    {
      name: "ZGFX",
      errors: ERRORS,
      seeds: [compressedMessages()],
      run: (messages) => {
        decompressor.reset();
        for (const message of messages) decompressor.decompress(message);
      },
    },
    ...codecTargets(),
  ];
}

function codecTargets(): Target[] {
  const palette = new Uint32Array(256).fill(0xff000000);
  const pixels = Array.from({ length: 64 * 48 }, (_, i) => (i % 17 < 9 ? 3 : i % 251));
  const rle = ([8, 15, 16, 24] as const).map((depth) =>
    decoderTarget(
      `interleaved RLE ${depth}`,
      ERRORS,
      (data) => decodeInterleavedRle(data, depth, palette, 64, 48, blankPicture(64, 48)),
      encodeInterleavedRle(pixels, 64, depth, seededRandom(1)),
    ),
  );
  return [
    ...rle,
    decoderTarget(
      "planar",
      ERRORS,
      (data) => decodePlanar(data, 64, 48, blankPicture(64, 48)),
      freeRdpStream("planar"),
    ),
    decoderTarget(
      "NSCodec",
      ERRORS,
      (data) => decodeNsCodec(data, 64, 48, blankPicture(64, 48)),
      freeRdpStream("nscodec"),
    ),
    decoderTarget(
      "NSCodec, subsampled",
      ERRORS,
      (data) => decodeNsCodec(data, 60, 45, blankPicture(60, 45)),
      freeRdpStream("nscodec-subsampled"),
    ),
    decoderTarget(
      "RemoteFX",
      ERRORS,
      (data) => new RemoteFxDecoder(new WorkBudget()).decode(data, blankPicture(100, 70), 0, 0),
      freeRdpStream("remotefx-rlgr1"),
      freeRdpStream("remotefx-rlgr3"),
    ),
    decoderTarget("AVC420", ERRORS, readAvc420, avc420(fakeUnit(1, UNIT_SIZE), UNIT_RECT)),
    decoderTarget("AVC444", ERRORS, readAvc444, ...avc444Seeds()),
    decoderTarget("H.264 unit", ERRORS, readH264Unit, fakeUnit(1, UNIT_SIZE), fakeUnit(2)),
    { name: "YUV planes", errors: ERRORS, seeds: [PLACES_OF_PLANES], run: paintPlanes },
    decoderTarget("alpha", ERRORS, (data) => decodeAlpha(data, blankPicture(5, 5)), ALPHA),
    { name: "progressive", errors: ERRORS, seeds: progressiveSeeds(), run: runProgressive },
    {
      name: "ClearCodec",
      errors: ERRORS,
      seeds: [clearCodecMessages()],
      run: (messages) => {
        const target = blankPicture(64, 48);
        const decoder = new ClearCodecDecoder(target.kernels, new WorkBudget());
        try {
          for (const message of messages) decoder.decode(message, target);
        } finally {
          decoder.release();
        }
      },
    },
  ];
}

const UNIT_SIZE = { width: 64, height: 48 };
const UNIT_RECT = { x: 3, y: 5, width: 50, height: 30 };

function avc444Seeds(): Uint8Array[] {
  const view = avc420(fakeUnit(1, UNIT_SIZE), UNIT_RECT);
  return [avc444(view, view), avc444(view, undefined), avc444(undefined, view)];
}

/** A place and size of planes, and a rectangle to paint of them. */
const PLACES_OF_PLANES = [
  new ByteWriter().u16(0, 0, 64, 48, 3, 5, 50, 30).toBytes(),
  new ByteWriter().u16(0, 32, 32, 16, 17, 33, 9, 7).toBytes(),
];

function paintPlanes(messages: Messages): void {
  const target = blankPicture(64, 48);
  const address = target.kernels.allocate(planesSize(target));
  const whole = { address, x: 0, y: 0, width: target.width, height: target.height };
  try {
    for (const bytes of messages) {
      const reader = new ByteReader(bytes, "fuzz");
      const number = () => reader.u16();
      const place = { x: number(), y: number(), width: number(), height: number() };
      const rect = { x: number(), y: number(), width: number(), height: number() };
      // More than there is memory for would be the caller's mistake.
      if (planesSize(place) > planesSize(target)) continue;
      paintYuv420({ address, ...place }, rect, target);
      paintYuv444(1, whole, { address, ...place }, rect, target);
      paintYuv444(2, whole, { address, ...place }, rect, target);
    }
  } finally {
    target.kernels.release(address);
    target.release();
  }
}

/** The sessions of ../../packages/graphics/cases, with or without H.264, and without the steps that are refused. */
function sessionsOfCases(kind: "pdus" | "update", isVideo: boolean): Messages[] {
  const sessions = caseNames().map((name) => {
    const loaded = loadCase(name);
    if (loaded.steps.some((step) => "pictures" in step) !== isVideo) return [];
    const accepted = loaded.steps.filter((step) => !step.error && !("sequence" in step));
    const fed = [beginning(loaded), ...accepted.flatMap((step) => [...fedBy(name, step)].map((part) => part.fed))];
    return fed.flatMap((part) => (kind in part ? Object.values(part) : []));
  });
  return sessions.filter((session) => session.length > (kind === "pdus" ? 1 : 0));
}

/** H.264 of each kind in a frame, between commands that must wait for it. */
function videoMessages(): Uint8Array[] {
  const area = { x: 0, y: 0, ...UNIT_SIZE };
  const view = (id: number) => avc420(fakeUnit(id, UNIT_SIZE), UNIT_RECT);
  const wire = (codec: number, data: Uint8Array) => egfx.wireToSurface1(1, codec, area, data);
  return [
    egfx.capsConfirm(0x000a0701, 0),
    egfx.resetGraphics(WIDTH, HEIGHT),
    egfx.createSurface(1, 64, 48),
    egfx.mapSurfaceToOutput(1, 0, 0),
    egfx.startFrame(1),
    wire(11, view(1)),
    egfx.surfaceToCache(1, 7, UNIT_RECT),
    wire(14, avc444(view(2), view(3))),
    wire(15, avc444(view(4), undefined)),
    wire(15, avc444(undefined, view(5))),
    egfx.cacheToSurface(7, 1, [1, 2]),
    egfx.endFrame(1),
    egfx.deleteSurface(1),
  ];
}

const ALPHA = Uint8Array.of(0x4c, 0x41, 1, 0, 0x22, 25);

function runProgressive(messages: Messages): void {
  const decoder = new ProgressiveDecoder(new MemoryBudget(2 ** 27, "fuzz"), new WorkBudget());
  const target = blankPicture(130, 80);
  for (const [frame, message] of messages.entries()) {
    decoder.decode(message, target, frame);
    target.kernels.tiles.run();
  }
}

function recorded(name: string): Uint8Array {
  const folder = "../../packages/graphics/src/testing/progressive/";
  return new Uint8Array(readFileSync(new URL(`${folder}${name}.bin`, import.meta.url)));
}

function progressiveSeeds(): Messages[] {
  return [[recorded("freerdp")], [recorded("xrdp-1"), recorded("xrdp-2")], progressivePasses(photo(128, 64, 3))];
}

/** A picture in three passes, and another as the difference to it. */
function progressivePasses(picture: Picture): Uint8Array[] {
  const coarse: Quality = { index: 0, dropped: [bands(3), bands(4), bands(4)] };
  const middle: Quality = { index: 1, dropped: [bands(1), bands(2), bands(2)] };
  const tiles = [0, 1].map((column) => new TileEncoder(column, 0, bands(6), true));
  const frame = (encode: (tile: TileEncoder) => Uint8Array) =>
    bitmapStream(region([[0, 0, 128, 64]], tiles.map(encode), bands(6), true, [coarse, middle]));
  return [
    frame((tile) => tile.first(picture, coarse)),
    frame((tile) => tile.upgrade(middle)),
    frame((tile) => tile.upgrade(FULL)),
    frame((tile) => tile.simple(text(128, 64, 4), true)),
  ];
}

function clearCodecMessages(): Uint8Array[] {
  const encoder = new ClearCodecEncoder();
  const picture = text(64, 48, 1);
  return [
    encoder.bitmap({ residual: residual(picture) }),
    encoder.bitmap({ bands: encoder.bands(picture) }),
    encoder.bitmap({ bands: encoder.bands(picture) }),
    encoder.bitmap({ subcodecs: subcodec(2, 0, 0, picture, rlex(picture)) }),
    encoder.bitmap({ subcodecs: subcodec(1, 0, 0, picture, freeRdpStream("nscodec")) }),
  ];
}

function compressedMessages(): Uint8Array[] {
  const compressor = new ZgfxCompressor();
  const plain = Uint8Array.from({ length: 3000 }, (_, i) => (i % 400 < 300 ? i % 7 : i));
  return (["matches", "unencoded", "plain", "matches"] as const).map((form) => compressor.compress(plain, () => form));
}

/** One fast-path update of each kind. */
function updates(): Uint8Array[] {
  const update = (code: number, body: ByteWriter) => new ByteWriter().u8(code).bytes(body.toBytes()).toBytes();
  const at = (width: number, height: number) => ({ x: 3, y: 4, width, height });
  const rle = encodeInterleavedRle(new Array(64 * 48).fill(7), 64, 16, seededRandom(1));
  const masks = new Uint8Array(32 * 32 * 4 + 32 * 4);
  return [
    fastPath.palette(new Uint8Array(768)),
    fastPath.bitmap(at(64, 48), 16, rle),
    fastPath.bitmap(at(64, 48), 32, freeRdpStream("planar")),
    fastPath.bitmap(at(4, 2), 8, new Uint8Array(8), false),
    fastPath.surfaceCommands(frameMarker("begin", 1)),
    fastPath.surfaceCommands(surfaceBits(3, at(100, 70), freeRdpStream("remotefx-rlgr3"))),
    fastPath.surfaceCommands(surfaceBits(1, at(64, 48), freeRdpStream("nscodec"))),
    fastPath.surfaceCommands(surfaceBits(0, at(4, 2), new Uint8Array(32))),
    fastPath.surfaceCommands(frameMarker("end", 1)),
    update(0, new ByteWriter().u16(1).u8(3).u16(4, 0).u8(1).bytes(new Uint8Array(11))),
    update(5, new ByteWriter()),
    update(8, new ByteWriter().u16(10, 20)),
    update(11, new ByteWriter().u16(32, 1, 0, 0, 32, 32, 128, 4096).bytes(masks)),
    update(9, new ByteWriter().u16(2, 0, 0, 32, 32, 128, 3072).bytes(masks.subarray(0, 3200))),
    update(12, new ByteWriter().u16(32, 3, 0, 0, 32, 32).u32(128, 4096).bytes(masks)),
    update(10, new ByteWriter().u16(1)),
  ];
}

/** A session of the graphics pipeline: each PDU once at least, each codec once. */
function pipelineMessages(): Uint8Array[] {
  const area = { x: 0, y: 0, width: 64, height: 48 };
  const [clear] = clearCodecMessages();
  const [progressive] = progressivePasses(photo(128, 64, 5));
  const uncompressed = new Uint8Array(64 * 48 * 4);
  return [
    egfx.capsConfirm(0x000a0701, 0),
    egfx.resetGraphics(WIDTH, HEIGHT),
    egfx.createSurface(1, WIDTH, HEIGHT),
    egfx.mapSurfaceToOutput(1, 0, 0),
    egfx.createSurface(2, 128, 64),
    egfx.mapSurfaceToScaledOutput(2, 10, 10, 60, 90),
    egfx.startFrame(1),
    egfx.solidFill(1, [1, 2, 3], area, { x: 10, y: 70, width: 30, height: 40 }),
    egfx.wireToSurface1(1, 0, area, uncompressed),
    egfx.wireToSurface1(1, 3, { x: 5, y: 6, width: 100, height: 70 }, freeRdpStream("remotefx-rlgr1")),
    egfx.wireToSurface1(1, 8, area, clear as Uint8Array),
    egfx.wireToSurface1(1, 10, area, freeRdpStream("planar")),
    egfx.wireToSurface1(1, 12, { x: 0, y: 0, width: 5, height: 5 }, ALPHA),
    egfx.wireToSurface2(2, 9, 1, progressive as Uint8Array),
    egfx.surfaceToCache(1, 7, area),
    egfx.cacheToSurface(7, 2, [1, 2], [60, 10]),
    egfx.surfaceToSurface(1, 1, area, [10, 10], [100, 100]),
    egfx.endFrame(1),
    egfx.evictCacheEntry(7),
    egfx.deleteEncodingContext(2, 1),
    egfx.deleteSurface(2),
    egfx.startFrame(2),
    egfx.endFrame(2),
  ];
}
