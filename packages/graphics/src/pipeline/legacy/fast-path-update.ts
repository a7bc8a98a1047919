import { GraphicsDecodeError } from "../../decode-error.ts";
import { ByteReader } from "../../reader.ts";

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
  #fragments: Uint8Array[] = [];
  #length = 0;
  #open = false;

  /** The update that `bytes` completes; undefined while fragments are missing. `data` may be a view of `bytes`. */
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
    this.#length += data.length;
    if (this.#length > MAX_UPDATE_LENGTH) throw this.#fail(`fragments of more than ${MAX_UPDATE_LENGTH} bytes`);
    this.#fragments.push(data.slice());
    return fragmentation === Fragmentation.Last ? this.#complete() : undefined;
  }

  /** Forgets the fragments so far. */
  reset(): void {
    this.#fragments = [];
    this.#length = 0;
    this.#open = false;
  }

  #complete(): FastPathUpdate {
    const data = new Uint8Array(this.#length);
    let at = 0;
    for (const fragment of this.#fragments) {
      data.set(fragment, at);
      at += fragment.length;
    }
    this.reset();
    return { code: this.#code, data };
  }

  #fail(problem: string): GraphicsDecodeError {
    this.reset();
    return new GraphicsDecodeError(STRUCTURE, problem);
  }
}
