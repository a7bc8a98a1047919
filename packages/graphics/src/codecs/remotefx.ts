import type { Bitmap } from "../bitmap.ts";
import { GraphicsDecodeError } from "../decode-error.ts";
import type { Rect } from "../geometry.ts";
import { ByteReader } from "../reader.ts";
import type { WorkBudget } from "../work-budget.ts";
import { RemoteFxTilesets } from "./remotefx-tileset.ts";
import { clipToTarget } from "./target.ts";
import { TILE_SIDE } from "./tile.ts";

/** blockType values, [MS-RDPRFX] 2.2.2.1.1. */
const Block = {
  Sync: 0xccc0,
  CodecVersions: 0xccc1,
  Channels: 0xccc2,
  Context: 0xccc3,
  FrameBegin: 0xccc4,
  FrameEnd: 0xccc5,
  Region: 0xccc6,
  Extension: 0xccc7,
} as const;

const BLOCK_HEADER_LENGTH = 6;
/** codecId and channelId, which every block from Context on carries. */
const CODEC_CHANNEL_LENGTH = 2;
const SYNC_MAGIC = 0xcaccacca;
const SYNC_VERSION = 0x0100;
const REGION_TYPE = 0xcac1;

/** Where no channel is known, a region without rectangles is all there is: it is clipped to the target. */
const WHOLE_TARGET: Rect = { x: 0, y: 0, width: 0xffff, height: 0xffff };

/**
 * RemoteFX, [MS-RDPRFX]. Keeps what a stream says once; one decoder for each stream or surface. A decoder that begins
 * in the middle of a stream (the page was reloaded, the server is not told) needs no header: each tileset says it all.
 */
export class RemoteFxDecoder {
  readonly #work: WorkBudget;
  readonly #tilesets: RemoteFxTilesets;
  #channel = WHOLE_TARGET;

  constructor(work: WorkBudget) {
    this.#work = work;
    this.#tilesets = new RemoteFxTilesets(work);
  }

  /**
   * Decodes the blocks of one message and paints its tiles, clipped to their region and to `target`; (originX, originY)
   * is where the message's (0, 0) lies on it. Returns the painted rectangles. Throws GraphicsDecodeError.
   */
  decode(data: Uint8Array, target: Bitmap, originX: number, originY: number): Rect[] {
    try {
      return this.#decode(data, target, originX, originY);
    } finally {
      target.kernels.tiles.run();
    }
  }

  #decode(data: Uint8Array, target: Bitmap, originX: number, originY: number): Rect[] {
    const painted: Rect[] = [];
    let region: Rect[] = [];
    const reader = new ByteReader(data, "RemoteFX message");
    while (reader.remaining > 0) {
      const type = reader.u16();
      const body = reader.sub(blockBodyLength(reader.u32()), "RemoteFX block");
      switch (type) {
        case Block.Sync:
          checkSync(body);
          break;
        case Block.Channels:
          this.#channel = readChannel(body);
          break;
        case Block.Context:
          checkContext(body);
          break;
        case Block.Region:
          region = this.#readRegion(body)
            .map((rect) => clipToTarget(target, { ...rect, x: rect.x + originX, y: rect.y + originY }))
            .filter((rect) => rect !== undefined);
          for (const rect of region) painted.push(rect);
          break;
        case Block.Extension:
          this.#tilesets.paint(body, region, target, originX, originY);
          break;
        case Block.CodecVersions:
        case Block.FrameBegin:
        case Block.FrameEnd:
          break;
        default:
          throw new GraphicsDecodeError("RemoteFX message", `unknown block type 0x${type.toString(16)}`);
      }
    }
    return painted;
  }

  /** TS_RFX_REGION, 2.2.2.3.3. No rectangle stands for the whole channel. */
  #readRegion(body: ByteReader): Rect[] {
    body.skip(CODEC_CHANNEL_LENGTH);
    body.skip(1); // regionFlags
    const count = body.u16();
    if (count === 0) return [this.#channel];
    const region: Rect[] = [];
    for (let i = 0; i < count; i++) {
      this.#work.take(0);
      region.push({ x: body.u16(), y: body.u16(), width: body.u16(), height: body.u16() });
    }
    if (body.u16() !== REGION_TYPE) throw new GraphicsDecodeError("TS_RFX_REGION", "regionType is not CBT_REGION");
    return region;
  }
}

function blockBodyLength(blockLength: number): number {
  if (blockLength < BLOCK_HEADER_LENGTH) {
    throw new GraphicsDecodeError("RemoteFX block", `says it is ${blockLength} bytes long`);
  }
  return blockLength - BLOCK_HEADER_LENGTH;
}

/** TS_RFX_SYNC, 2.2.2.2.1. */
function checkSync(body: ByteReader): void {
  if (body.u32() !== SYNC_MAGIC) throw new GraphicsDecodeError("TS_RFX_SYNC", "wrong magic number");
  const version = body.u16();
  if (version !== SYNC_VERSION) throw new GraphicsDecodeError("TS_RFX_SYNC", `version ${version} is not known`);
}

/** TS_RFX_CHANNELS, 2.2.2.2.3: the first channel, of which a stream has one. */
function readChannel(body: ByteReader): Rect {
  if (body.u8() === 0) throw new GraphicsDecodeError("TS_RFX_CHANNELS", "no channel");
  body.skip(1); // channelId
  return { x: 0, y: 0, width: body.u16(), height: body.u16() };
}

/** TS_RFX_CONTEXT, 2.2.2.2.4: what it says of the tiles, each tileset says again. */
function checkContext(body: ByteReader): void {
  body.skip(CODEC_CHANNEL_LENGTH);
  body.skip(1); // ctxId
  const side = body.u16();
  if (side !== TILE_SIDE) throw new GraphicsDecodeError("RemoteFX message", `tiles of ${side} pixels`);
}
