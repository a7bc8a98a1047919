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
/** Bytes that a whole message may have where nothing else is said. */
export const defaultLongest = 16 * 1024 * 1024;

/** Reassembles the chunks of one static virtual channel ([MS-RDPBCGR] 3.1.5.2.2.1). */
export class StaticChannelReassembly {
  readonly #name: string;
  readonly #longest: () => number;
  readonly #skipped: ((length: number, beginning: Uint8Array) => void) | undefined;
  #message: MessageAssembly | undefined;
  #isSkipping = false;

  /**
   * @param options.longest bytes that a message may have that begins now; absent: 16 MiB
   * @param options.skipped is told of messages that are longer, which are left out; absent: they are errors
   */
  constructor(
    name: string,
    options: {
      readonly longest?: () => number;
      readonly skipped?: (length: number, beginning: Uint8Array) => void;
    } = {},
  ) {
    this.#name = name;
    this.#longest = options.longest ?? (() => defaultLongest);
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
    if (flags & flagFirst) {
      this.#message = undefined;
      this.#isSkipping = total > this.#longest();
      if (this.#isSkipping && !this.#skipped) throw this.#error(`a message of ${total} bytes`);
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
 * Splits a message, or a part of it, into chunks, each with its CHANNEL_PDU_HEADER.
 * @param options.start where the part begins; absent: with the message
 * @param options.end where it ends; absent: with the message
 * @param options.chunkLength bytes of the message in a chunk: VCChunkSize of the Virtual Channel Capability Set
 * @param options.showProtocol whether the channel was opened with CHANNEL_OPTION_SHOW_PROTOCOL
 */
export function encodeChunks(
  message: Uint8Array,
  { chunkLength = defaultChunkLength, showProtocol = false, start = 0, end = message.length } = {},
): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  let from = start;
  do {
    const to = Math.min(from + chunkLength, end);
    const flags =
      (from === 0 ? flagFirst : 0) | (to === message.length ? flagLast : 0) | (showProtocol ? flagShowProtocol : 0);
    const header = new Writer(headerLength + to - from).u32(message.length).u32(flags);
    chunks.push(header.bytes(message.subarray(from, to)).finish());
    from = to;
  } while (from < end);
  return chunks;
}
