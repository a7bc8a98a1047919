import { GraphicsDecodeError } from "../../decode-error.ts";
import { ByteReader } from "../../reader.ts";
import { PieceBuffer } from "../piece-buffer.ts";

const STRUCTURE = "TS_FP_UPDATE";

/** updateCode values, [MS-RDPBCGR] 2.2.9.1.2.1. */
export const UpdateCode = {
  Orders: 0,
  Bitmap: 1,
  Palette: 2,
  Synchronize: 3,
  SurfaceCommands: 4,
  PointerHidden: 5,
  PointerDefault: 6,
  PointerPosition: 8,
  PointerColor: 9,
  PointerCached: 10,
  PointerNew: 11,
  PointerLarge: 12,
} as const;

/** A whole update: its code and what follows its header. */
export interface FastPathUpdate {
  /** One of `UpdateCode`, or a value unknown here. */
  readonly code: number;
  readonly data: Uint8Array;
}

const Fragmentation = { Single: 0, Last: 1, First: 2, Next: 3 } as const;
const COMPRESSION_USED = 2;
const PACKET_COMPRESSED = 0x20;

/** The MaxRequestSize that the gateway announces ([MS-RDPBCGR] 2.2.7.2.6). */
const MAX_UPDATE_LENGTH = 8 * 1024 * 1024;

/** Splits TS_FP_UPDATE structures ([MS-RDPBCGR] 2.2.9.1.2.1, less the size field) and puts fragments together. */
export class FastPathReassembler {
  #code = 0;
  readonly #fragments = new PieceBuffer();
  #open = false;

  /** The update that `bytes` completes, good until the next call; undefined while fragments are missing. */
  receive(bytes: Uint8Array): FastPathUpdate | undefined {
    const reader = new ByteReader(bytes, STRUCTURE);
    const header = reader.u8();
    const code = header & 15;
    const fragmentation = (header >> 4) & 3;
    if (header >> 6 === COMPRESSION_USED && reader.u8() & PACKET_COMPRESSED) {
      throw new GraphicsDecodeError(STRUCTURE, "compressed, though no compression was negotiated");
    }
    const data = reader.bytes(reader.remaining);
    if (fragmentation === Fragmentation.Single) {
      if (this.#open) throw this.#fail("a whole update between fragments");
      return { code, data };
    }
    if (fragmentation === Fragmentation.First) {
      if (this.#open) throw this.#fail("a first fragment before the last one of another update");
      this.#open = true;
      this.#code = code;
    } else if (!this.#open || code !== this.#code) {
      throw this.#fail("a fragment of an update that did not begin");
    }
    if (this.#fragments.length + data.length > MAX_UPDATE_LENGTH) {
      throw this.#fail(`fragments of more than ${MAX_UPDATE_LENGTH} bytes`);
    }
    this.#fragments.append(data);
    if (fragmentation !== Fragmentation.Last) return undefined;
    this.#open = false;
    return { code, data: this.#fragments.take() };
  }

  /** Forgets the fragments so far. */
  reset(): void {
    this.#fragments.clear();
    this.#open = false;
  }

  #fail(problem: string): GraphicsDecodeError {
    this.reset();
    return new GraphicsDecodeError(STRUCTURE, problem);
  }
}
