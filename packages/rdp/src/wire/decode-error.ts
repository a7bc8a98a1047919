/** The one error that decoding throws: what was being read, what is wrong with it, and where. */
export class DecodeError extends Error {
  override readonly name = "DecodeError";
  /** The structure, by its specification name, such as `TS_DEMAND_ACTIVE_PDU`. */
  readonly structure: string;
  /** Offset in bytes within the buffer that was being decoded. */
  readonly offset: number;

  constructor(structure: string, problem: string, offset: number) {
    super(`${structure}: ${problem} (at byte ${offset})`);
    this.structure = structure;
    this.offset = offset;
  }
}
