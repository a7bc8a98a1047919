import { readFileSync } from "node:fs";

/** One of the streams in freerdp/, whose README says what they show. */
export function freeRdpStream(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`freerdp/${name}.bin`, import.meta.url)));
}
