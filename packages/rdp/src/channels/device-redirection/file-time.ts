/** 100 nanoseconds a millisecond. */
const TICKS = 10_000n;
/** Milliseconds from 1601, where FILETIME begins, to 1970. */
const EPOCH = 11_644_473_600_000n;
/** Of a Date. */
const LATEST = 8_640_000_000_000_000;

/** FILETIME ([MS-DTYP] 2.3.3) of epoch milliseconds; before 1601: 0. */
export function toFileTime(milliseconds: number): bigint {
  const ticks = (BigInt(Math.round(milliseconds)) + EPOCH) * TICKS;
  return ticks > 0n ? ticks : 0n;
}

/**
 * Epoch milliseconds of a FILETIME. Undefined: it leaves the time as it is, which 0, -1 and -2 say ([MS-FSCC] 2.4.7), or no Date can be it.
 */
export function fromFileTime(ticks: bigint): number | undefined {
  const signed = BigInt.asIntN(64, ticks);
  if (signed <= 0n) return undefined;
  const milliseconds = Number(signed / TICKS - EPOCH);
  return milliseconds <= LATEST ? milliseconds : undefined;
}
