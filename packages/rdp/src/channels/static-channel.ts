/** Reassembles the chunks of one static virtual channel. */
export declare class StaticChannelReassembly {
  constructor(name: string, maximum?: number);
  /** Takes a chunk with its CHANNEL_PDU_HEADER; the whole message (a view when it came in one chunk) once complete. */
  receive(chunk: Uint8Array): Uint8Array | undefined;
}
/** Splits a message into chunks, each with its CHANNEL_PDU_HEADER. */
export declare function encodeChunks(
  message: Uint8Array,
  options?: { chunkLength?: number; showProtocol?: boolean },
): Uint8Array[];
