import type { Kernels } from "./kernels.ts";
import { PADDING } from "./padding.ts";
import {
  COMMAND_KIND,
  COMMAND_NEXT,
  DECODE_FIRST,
  DECODE_UPGRADE,
  FIRST_DATA,
  FIRST_FLAGS,
  FIRST_SHIFTS,
  FIRST_SIZE,
  JOB_COMMANDS,
  JOB_SIZE,
  JOB_STATE,
  JOB_STRIDE,
  JOB_TARGET,
  NOTHING,
  PAINT,
  PAINT_RECT,
  PAINT_SIZE,
  UPGRADE_BITS,
  UPGRADE_DATA,
  UPGRADE_SHIFTS,
  UPGRADE_SIZE,
} from "./tile-layout.ts";

/** Jobs that wait at most: a frame of 3840 x 2160 is 2040 tiles. */
const MOST_JOBS = 2048;
const COMMAND_BYTES = 256 * 1024;
const LEAST_DATA = 256 * 1024;
/** Beyond this, memory for data grows only for a single piece that needs it. */
const ENOUGH_DATA = 4 * 1024 * 1024;

/** What stands for the paints of a job when there are several. */
const SEVERAL = 1;

/** Does `count` jobs of tile-layout.ts that follow one another at `jobs`. */
export type RunJobs = (jobs: number, count: number) => void;

/**
 * Tiles of RemoteFX and RemoteFX Progressive that wait to be decoded and painted, so that what is painted over before it
 * can be seen is not painted at all, and several threads can do them. Call `run` before anything else reads or writes
 * their targets. A full queue runs by itself. Nothing is allocated for a tile.
 */
export class TileQueue {
  readonly #kernels: Kernels;
  /** How jobs are done; one after the other if nobody says otherwise. */
  runJobs: RunJobs = (jobs, count) => this.#runInline(jobs, count);
  /** Address of the jobs, and after them of the commands; 0 as long as there was none. */
  #jobs = 0;
  #jobCount = 0;
  #command = 0;
  /** Of each job the last command. */
  readonly #lastCommands = new Uint32Array(MOST_JOBS);
  /** Of each job its only PAINT; 0 or SEVERAL. */
  readonly #paints = new Uint32Array(MOST_JOBS);
  /** Goes up when jobs are done, so that those of before are not taken for others. */
  #batch = 1;
  /** Which job commands are added to. */
  #open = 0;
  #data = 0;
  #dataSize = 0;
  #dataUsed = 0;

  constructor(kernels: Kernels) {
    this.#kernels = kernels;
  }

  /**
   * Copies compressed data to where jobs can read it. The address is good for what is added to jobs before the next call.
   * Open jobs afterwards: it may have to run what waits.
   */
  stage(data: Uint8Array): number {
    const size = (data.length + PADDING + 15) & ~15;
    if (this.#jobCount === 0) this.#dataUsed = 0;
    if (this.#dataUsed + size > this.#dataSize) this.#makeRoomForData(size);
    const address = this.#data + this.#dataUsed;
    const { bytes } = this.#kernels;
    bytes.set(data, address);
    bytes.fill(0, address + data.length, address + size);
    this.#dataUsed += size;
    return address;
  }

  /**
   * Begins a job, or goes on with one: what is added next belongs to it. The jobs of a run may be done in any order, and at
   * the same time.
   * @param job what this function has answered before for this tile, or 0
   * @param state address of what is kept of the tile, 0 if nothing is
   * @param target address of the pixel at the tile's (0, 0)
   * @param stride words from one of the target's rows to the next
   * @param commands how many are added next
   */
  open(job: number, state: number, target: number, stride: number, commands = 1): number {
    if (this.#jobs === 0) this.#allocate();
    if (this.#jobCount === MOST_JOBS || this.#command + commands * UPGRADE_SIZE > this.#end) this.run();
    this.#open = job % MOST_JOBS;
    if (Math.floor(job / MOST_JOBS) === this.#batch) return job;
    this.#open = this.#jobCount++;
    this.#lastCommands[this.#open] = 0;
    this.#paints[this.#open] = 0;
    const { words } = this.#kernels;
    const at = this.#jobs + this.#open * JOB_SIZE;
    words[(at + JOB_STATE) / 4] = state;
    words[(at + JOB_COMMANDS) / 4] = 0;
    words[(at + JOB_TARGET) / 4] = target;
    words[(at + JOB_STRIDE) / 4] = stride;
    return this.#batch * MOST_JOBS + this.#open;
  }

  /**
   * Decode a first pass.
   * @param flags FIRST_* of tile-layout.ts
   * @param data address of the data of Y, which those of Cb and Cr follow; `lengths`: three
   * @param shifts for each component and band, by how many bits to shift up
   */
  addFirst(flags: number, data: number, lengths: Uint16Array, shifts: Uint8Array): void {
    const command = this.#add(DECODE_FIRST, FIRST_SIZE);
    const { bytes } = this.#kernels;
    bytes[command + FIRST_FLAGS] = flags;
    this.#writeData(command + FIRST_DATA, data, lengths, 3);
    bytes.set(shifts, command + FIRST_SHIFTS);
  }

  /**
   * Decode an upgrade.
   * @param data address of SRL and raw data of Y, which those of Cb and Cr follow; `lengths`: six
   * @param shifts as for a first pass; `bits`: for each component and band, how many bits it gets
   */
  addUpgrade(data: number, lengths: Uint16Array, shifts: Uint8Array, bits: Uint8Array): void {
    const command = this.#add(DECODE_UPGRADE, UPGRADE_SIZE);
    const { bytes } = this.#kernels;
    this.#writeData(command + UPGRADE_DATA, data, lengths, 6);
    bytes.set(shifts, command + UPGRADE_SHIFTS);
    bytes.set(bits, command + UPGRADE_BITS);
  }

  /** Paint a rectangle of the tile, which lies on the target; an earlier one that it covers is not painted. */
  addPaint(x: number, y: number, width: number, height: number): void {
    const command = this.#add(PAINT, PAINT_SIZE);
    const { bytes } = this.#kernels;
    const earlier = this.#paints[this.#open];
    if (earlier > SEVERAL && covers(x, y, width, height, bytes, earlier + PAINT_RECT)) {
      bytes[earlier + COMMAND_KIND] = NOTHING;
      this.#paints[this.#open] = command;
    } else {
      this.#paints[this.#open] = earlier === 0 ? command : SEVERAL;
    }
    bytes[command + PAINT_RECT] = x;
    bytes[command + PAINT_RECT + 1] = y;
    bytes[command + PAINT_RECT + 2] = width;
    bytes[command + PAINT_RECT + 3] = height;
  }

  /** Does all that waits. Throws GraphicsDecodeError if it cannot be done. */
  run(): void {
    if (this.#jobCount === 0) return;
    const count = this.#jobCount;
    this.#jobCount = 0;
    this.#batch++;
    this.#command = this.#jobs + MOST_JOBS * JOB_SIZE;
    this.runJobs(this.#jobs, count);
  }

  get #end(): number {
    return this.#jobs + MOST_JOBS * JOB_SIZE + COMMAND_BYTES;
  }

  #add(kind: number, size: number): number {
    const command = this.#command;
    this.#command += size;
    const { words } = this.#kernels;
    const last = this.#lastCommands[this.#open];
    const link = last ? last + COMMAND_NEXT : this.#jobs + this.#open * JOB_SIZE + JOB_COMMANDS;
    words[link / 4] = command;
    words[(command + COMMAND_NEXT) / 4] = 0;
    words[(command + COMMAND_KIND) / 4] = kind;
    this.#lastCommands[this.#open] = command;
    return command;
  }

  #writeData(at: number, data: number, lengths: Uint16Array, count: number): void {
    const { words } = this.#kernels;
    let word = at / 4;
    let address = data;
    for (let i = 0; i < count; i++) {
      words[word++] = address;
      words[word++] = lengths[i];
      address += lengths[i];
    }
  }

  #allocate(): void {
    this.#jobs = this.#kernels.allocate(MOST_JOBS * JOB_SIZE + COMMAND_BYTES);
    this.#command = this.#jobs + MOST_JOBS * JOB_SIZE;
  }

  #makeRoomForData(size: number): void {
    this.run();
    this.#dataUsed = 0;
    const enough = Math.min(Math.max(this.#dataSize * 2, LEAST_DATA), ENOUGH_DATA);
    if (Math.max(size, enough) <= this.#dataSize) return;
    if (this.#data) this.#kernels.release(this.#data);
    this.#data = 0;
    this.#dataSize = 0;
    this.#data = this.#kernels.allocate(Math.max(size, enough));
    this.#dataSize = Math.max(size, enough);
  }

  #runInline(jobs: number, count: number): void {
    for (let i = 0; i < count; i++) this.#kernels.exports.decodeTile(jobs + i * JOB_SIZE);
  }
}

/** Whether the rectangle at `other` (a byte each) lies in the one that is named. */
function covers(x: number, y: number, width: number, height: number, bytes: Uint8Array, other: number): boolean {
  return (
    bytes[other] >= x &&
    bytes[other + 1] >= y &&
    bytes[other] + bytes[other + 2] <= x + width &&
    bytes[other + 1] + bytes[other + 3] <= y + height
  );
}
