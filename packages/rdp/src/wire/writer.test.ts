import { expect, test } from "vitest";
import { toHex } from "../testing/hex.ts";
import { Writer } from "./writer.ts";

test("what is written survives the growth of the buffer, wherever it falls", () => {
  for (let capacity = 0; capacity < 40; capacity++) {
    const writer = new Writer(capacity);
    writer.u8(1).u16(2).i16(-2).u32(3).i32(-3).u64(4n).u16be(5).u32be(6).bytes(Uint8Array.of(7, 8)).utf16("a");
    expect(toHex(writer.finish())).toBe(
      "01" + "0200" + "feff" + "03000000" + "fdffffff" + "0400000000000000" + "0005" + "00000006" + "0708" + "6100",
    );
  }
});
