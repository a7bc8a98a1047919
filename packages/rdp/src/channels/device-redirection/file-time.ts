/** 100 nanoseconds a millisecond. */
const TICKS = 10_000n;
/** Milliseconds from 1601, where FILETIME begins, to 1970. */
const EPOCH = 11_644_473_600_000n;

/** FILETIME ([MS-DTYP] 2.3.3) of epoch milliseconds; before 1601: 0. */
export function toFileTime(milliseconds: number): bigint {
  const ticks = (BigInt(Math.round(milliseconds)) + EPOCH) * TICKS;
  return ticks > 0n ? ticks : 0n;
}

/** Epoch milliseconds of a FILETIME; 0, -1 and -2 leave a time as it is and are undefined ([MS-FSCC] 2.4.7). */
export function fromFileTime(ticks: bigint): number | undefined {
  const signed = BigInt.asIntN(64, ticks);
  return signed > 0n ? Number(signed / TICKS - EPOCH) : undefined;
}
