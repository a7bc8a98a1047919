import { decodeRecords, TunnelFormatError, type TunnelRecord } from "@passerelle/tunnel";
import { type Line, LineClose } from "./line.ts";

/**
 * Hands on the records of a message one by one. A line whose browser breaks the format, as `take` may find too, is closed.
 * @param broken is told what was wrong
 */
export function takeRecords(
  line: Line,
  message: Uint8Array,
  take: (record: TunnelRecord) => void,
  broken: (problem: string) => void,
): void {
  try {
    for (const record of decodeRecords(message)) take(record);
  } catch (error) {
    if (!(error instanceof TunnelFormatError)) throw error;
    broken(error.message);
    line.close(LineClose.BadRecord);
  }
}
