import { createHash, randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { DebianRoot } from "../servers/debian-root.ts";

const SOURCE = new URL("decode.c", import.meta.url);
const FOLDER = "/opt/passerelle-oracle";
const LIBRARIES = ["-I/usr/include/freerdp2", "-I/usr/include/winpr2", "-lfreerdp2", "-lwinpr2"];

/** The operations of decode.c, in its order. */
const OPERATIONS = [
  "canvas",
  "pixels",
  "samples",
  "coefficients",
  "palette",
  "interleaved",
  "planar",
  "nscodec",
  "clearcodec",
  "remotefx",
  "progressive",
  "zgfx",
  "yuv420",
  "yuv444",
] as const;

/** One call of decode.c, which says what an operation takes; what is left out is 0. */
export interface Call {
  readonly operation: (typeof OPERATIONS)[number];
  readonly x?: number;
  readonly y?: number;
  readonly width?: number;
  readonly height?: number;
  readonly parameter?: number;
  readonly frame?: number;
  readonly data?: Uint8Array;
}

export interface Answer {
  /** Whether libfreerdp accepted the data. */
  readonly accepted: boolean;
  readonly data: Uint8Array;
}

export interface Result {
  readonly answers: readonly Answer[];
  /** Processor time of the decoders, for each round. */
  readonly nanoseconds: readonly number[];
}

/** Debian's libfreerdp2 as a decoder to compare with: decode.c, built and run in the root of Debian 12. */
export class FreeRdpOracle {
  readonly #root: DebianRoot;
  readonly #program: string;

  private constructor(root: DebianRoot, program: string) {
    this.#root = root;
    this.#program = program;
  }

  /** Builds decode.c if it has changed since it was last built. */
  static async build(): Promise<FreeRdpOracle> {
    const root = await DebianRoot.open("bookworm");
    const source = await readFile(SOURCE);
    const program = `${FOLDER}/decode-${createHash("sha256").update(source).digest("hex").slice(0, 16)}`;
    if (!existsSync(join(root.path, program))) {
      const unfinished = `${program}-${randomUUID()}`;
      await root.write(`${unfinished}.c`, source);
      await root.run(["gcc", "-O2", "-rdynamic", "-o", unfinished, `${unfinished}.c`, ...LIBRARIES]);
      await rm(join(root.path, `${unfinished}.c`));
      await rename(join(root.path, unfinished), join(root.path, program));
    }
    return new FreeRdpOracle(root, program);
  }

  /**
   * Makes the calls, then for each further round those again that decode. Samples are recorded only if there is one
   * round. Throws if the program fails, not if it refuses data.
   */
  async run(calls: readonly Call[], rounds = 1): Promise<Result> {
    const name = `${FOLDER}/${randomUUID()}`;
    const [requests, replies] = [`${name}.requests`, `${name}.replies`];
    try {
      await this.#root.write(requests, Buffer.concat(calls.map(encodeCall)));
      await this.#root.run([this.#program, requests, replies, String(rounds)], { WLOG_LEVEL: "OFF" });
      return decodeReplies(await readFile(join(this.#root.path, replies)), calls.length, rounds);
    } finally {
      for (const path of [requests, replies]) await rm(join(this.#root.path, path), { force: true });
    }
  }
}

function encodeCall(call: Call): Buffer {
  const { operation, x = 0, y = 0, width = 0, height = 0, parameter = 0, frame = 0, data = new Uint8Array(0) } = call;
  const words = [OPERATIONS.indexOf(operation), x, y, width, height, parameter, frame, data.length];
  return Buffer.concat([new Uint8Array(Uint32Array.from(words).buffer), data]);
}

function decodeReplies(bytes: Buffer, count: number, rounds: number): Result {
  let at = 0;
  const answers = Array.from({ length: count }, () => {
    const accepted = bytes.readInt32LE(at) === 0;
    const length = bytes.readUInt32LE(at + 4);
    // Copied, so that it is aligned whatever the caller wants to see in it.
    const data = new Uint8Array(bytes.subarray(at + 8, at + 8 + length));
    at += 8 + length;
    return { accepted, data };
  });
  const nanoseconds = Array.from({ length: rounds }, (_, round) => Number(bytes.readBigUInt64LE(at + round * 8)));
  return { answers, nanoseconds };
}
