import { DecodeError } from "../wire/decode-error.ts";
import { Reader } from "../wire/reader.ts";
import { Writer } from "../wire/writer.ts";
import { MessageAssembly } from "./message-assembly.ts";

/** flags of CHANNEL_PDU_HEADER ([MS-RDPBCGR] 2.2.6.1.1). */
const flagFirst = 0x00000001;
const flagLast = 0x00000002;
const flagShowProtocol = 0x00000010;
const flagCompressed = 0x00200000;

const headerLength = 8;
/** CHANNEL_CHUNK_LENGTH: what a chunk may hold where no other VCChunkSize was agreed. */
const defaultChunkLength = 1600;
/** Bytes that a whole message may have. */
const maximum = 16 * 1024 * 1024;

/** Reassembles the chunks of one static virtual channel ([MS-RDPBCGR] 3.1.5.2.2.1). */
export class StaticChannelReassembly {
  readonly #name: string;
  readonly #skipped: ((length: number, beginning: Uint8Array) => void) | undefined;
  #message: MessageAssembly | undefined;
  #isSkipping = false;

  /** @param options.skipped is told of messages over 16 MiB, which are left out; absent: they are errors */
  constructor(name: string, options: { readonly skipped?: (length: number, beginning: Uint8Array) => void } = {}) {
    this.#name = name;
    this.#skipped = options.skipped;
  }

  /**
   * Takes a chunk with its CHANNEL_PDU_HEADER; gives the whole message once it is complete, as a view where it came in
   * one chunk. Throws DecodeError.
   */
  receive(chunk: Uint8Array): Uint8Array | undefined {
    const reader = new Reader(chunk, "CHANNEL_PDU_HEADER");
    const total = reader.u32();
    const flags = reader.u32();
    const data = reader.rest();
    if (flags & flagCompressed) throw this.#error("compressed data, which was not offered");
    if (total > maximum && !this.#skipped) throw this.#error(`a message of ${total} bytes`);

    if (flags & flagFirst) {
      this.#message = undefined;
      this.#isSkipping = total > maximum;
      if (this.#isSkipping) this.#skipped?.(total, data);
    }
    if (this.#isSkipping) return undefined;
    if (flags & flagFirst) {
      if (flags & flagLast) {
        if (data.length !== total) throw this.#error(`${data.length} bytes of a message of ${total}`);
        return data;
      }
      this.#message = new MessageAssembly(total);
    }
    return this.#append(data, total, (flags & flagLast) !== 0);
  }

  #append(data: Uint8Array, total: number, last: boolean): Uint8Array | undefined {
    const message = this.#message;
    if (message?.total !== total) throw this.#error("a chunk that continues no message");
    if (data.length > message.missing) throw this.#error(`more than the ${total} bytes of the message`);
    message.append(data);
    if (!last) return undefined;
    if (message.missing > 0) throw this.#error(`${message.missing} bytes of the message are missing`);
    this.#message = undefined;
    return message.finish();
  }

  #error(problem: string): DecodeError {
    return new DecodeError(`channel ${this.#name}`, problem, 0);
  }
}

/**
 * Splits a message into chunks, each with its CHANNEL_PDU_HEADER.
 * @param options.chunkLength bytes of the message in a chunk: VCChunkSize of the Virtual Channel Capability Set
 * @param options.showProtocol whether the channel was opened with CHANNEL_OPTION_SHOW_PROTOCOL
 */
export function encodeChunks(
  message: Uint8Array,
  { chunkLength = defaultChunkLength, showProtocol = false } = {},
): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  let start = 0;
  do {
    const end = Math.min(start + chunkLength, message.length);
    const flags =
      (start === 0 ? flagFirst : 0) | (end === message.length ? flagLast : 0) | (showProtocol ? flagShowProtocol : 0);
    const header = new Writer(headerLength + end - start).u32(message.length).u32(flags);
    chunks.push(header.bytes(message.subarray(start, end)).finish());
    start = end;
  } while (start < message.length);
  return chunks;
}
