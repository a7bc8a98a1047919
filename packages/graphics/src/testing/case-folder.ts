import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { setImmediate } from "node:timers/promises";
import { GraphicsDecodeError } from "../decode-error.ts";
import { GraphicsDecoder } from "../decoder.ts";
import type { Rect } from "../geometry.ts";
import type { VideoDecoder, VideoFormat, VideoPicture } from "../video/video-decoder.ts";
import { concat } from "./byte-writer.ts";
import { type Fed, type Part, SEQUENCES } from "./case-sequences.ts";
import { egfx, message } from "./egfx-writer.ts";
import { fastPath, surfaceBits } from "./fast-path-writer.ts";
import { newKernels } from "./kernels.ts";
import { decodePng, type Pixels } from "./png.ts";
import { planesOf } from "./video.ts";

const FOLDER = new URL("../../cases/", import.meta.url);
/** The surface that covers the desktop when a case begins. */
const SURFACE = 1;

/** case.json; ../../cases/README.md says what each field means. */
export interface Case {
  readonly title: string;
  readonly shows: string;
  readonly specification: string;
  readonly size: readonly [width: number, height: number];
  readonly background?: string;
  readonly steps: readonly Step[];
}

/** Hexadecimal digits, a file of the folder, or several of these one after the other. */
type Input = string | { readonly file: string } | readonly Input[];

export type Step = Action & Expected;

type Action =
  | {
      readonly codec: keyof typeof CODECS;
      readonly rect: readonly [number, number, number, number];
      readonly data: Input;
      readonly pictures?: readonly Input[];
    }
  | { readonly pdus: Input }
  | { readonly message: Input }
  | { readonly update: Input }
  | { readonly resize: readonly [width: number, height: number] }
  | { readonly reopen: true }
  | { readonly sequence: string };

interface Expected {
  readonly pixels?: string;
  /** By how much a colour of `pixels` may differ. */
  readonly tolerance?: number;
  readonly sha256?: string;
  readonly frames?: readonly number[];
  readonly error?: string;
}

/** What a step did. */
export interface Outcome {
  readonly frames: readonly number[];
  /** The structure that a GraphicsDecodeError names. */
  readonly error: string | undefined;
  /** What the desktop shows after the step, all that was drawn before an error included. */
  readonly pixels: Pixels;
  /** Where a codec was to paint: nothing else may have changed. */
  readonly rect: Rect | undefined;
}

type Feed = (rect: Rect, data: Uint8Array) => Fed;

/** How the data of each codec gets to the decoder: on the graphics channel, or as a fast-path update. */
const CODECS = {
  uncompressed: surface1(0),
  caVideo: surface1(3),
  clearCodec: surface1(8),
  planar: surface1(10),
  avc420: surface1(11),
  alpha: surface1(12),
  avc444: surface1(14),
  avc444v2: surface1(15),
  progressive: (_, data) => ({ pdus: egfx.wireToSurface2(SURFACE, 9, 0, data) }),
  bitmap8: bitmap(8),
  bitmap15: bitmap(15),
  bitmap16: bitmap(16),
  bitmap24: bitmap(24),
  bitmap32: bitmap(32),
  nsCodec: (rect, data) => ({ update: fastPath.surfaceCommands(surfaceBits(1, rect, data)) }),
  remoteFx: (rect, data) => ({ update: fastPath.surfaceCommands(surfaceBits(3, rect, data)) }),
} satisfies Record<string, Feed>;

function surface1(codec: number): Feed {
  return (rect, data) => ({ pdus: egfx.wireToSurface1(SURFACE, codec, rect, data) });
}

function bitmap(bitsPerPixel: number): Feed {
  return (rect, data) => ({ update: fastPath.bitmap(rect, bitsPerPixel, data) });
}

export function caseNames(): string[] {
  return readdirSync(FOLDER).filter((name) => existsSync(new URL(`${name}/case.json`, FOLDER)));
}

export function loadCase(name: string): Case {
  return JSON.parse(readFileSync(new URL(`${name}/case.json`, FOLDER), "utf8")) as Case;
}

/** A picture that the case expects. */
export function expectedPixels(name: string, file: string): Pixels {
  return decodePng(readFileSync(caseFile(name, file)));
}

export function caseFile(name: string, file: string): URL {
  return new URL(`${name}/${file}`, FOLDER);
}

export function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** What begins a case: a surface over the whole desktop. */
export function beginning({ size: [width, height], background = "445566" }: Case): Fed {
  const [red, green, blue] = Buffer.from(background, "hex");
  return {
    pdus: concat([
      egfx.resetGraphics(width, height),
      egfx.createSurface(SURFACE, width, height),
      egfx.mapSurfaceToOutput(SURFACE, 0, 0),
      inFrame(egfx.solidFill(SURFACE, [blue, green, red], { x: 0, y: 0, width, height })),
    ]),
  };
}

/** What the steps of a case hand to the decoder, in order; `resize` and `reopen` hand over nothing. */
export function* fedBy(name: string, step: Step): Generator<Part> {
  if ("codec" in step) {
    const fed = CODECS[step.codec](toRect(step.rect), bytesOf(name, step.data));
    yield { fed: "pdus" in fed ? { pdus: inFrame(fed.pdus) } : fed };
  } else if ("pdus" in step) yield { fed: { pdus: bytesOf(name, step.pdus) } };
  else if ("message" in step) yield { fed: { message: bytesOf(name, step.message) } };
  else if ("update" in step) yield { fed: { update: bytesOf(name, step.update) } };
  else if ("sequence" in step) {
    const sequence = SEQUENCES[step.sequence];
    if (!sequence) throw new Error(`case-sequences.ts has no ${step.sequence}`);
    yield* sequence();
  }
}

/** PDUs in a frame of their own, so that the desktop shows what they drew. */
function inFrame(pdus: Uint8Array): Uint8Array {
  return concat([egfx.startFrame(1), pdus, egfx.endFrame(1)]);
}

/** Carries out the steps of a case on a desktop of its own. */
export class CaseRun {
  readonly #name: string;
  readonly #decoder: GraphicsDecoder;
  readonly #video = new GivenVideo();
  #frames: number[] = [];
  #failure: unknown;

  constructor(name: string, begun: Case) {
    this.#name = name;
    this.#decoder = new GraphicsDecoder({
      kernels: newKernels(),
      present: (event) => {
        if (event.type === "frame") this.#frames.push(event.id);
      },
      video: {
        open: () => this.#video,
        applied: () => {},
        failed: (error) => {
          this.#failure = error;
        },
      },
    });
    this.#decoder.resize(...begun.size);
    this.#feed(beginning(begun));
  }

  async run(step: Step): Promise<Outcome> {
    this.#frames = [];
    this.#failure = undefined;
    let error: string | undefined;
    try {
      this.#act(step);
      await this.#applied();
    } catch (problem) {
      if (!(problem instanceof GraphicsDecodeError)) throw problem;
      error = problem.structure;
    }
    const frames = this.#frames;
    if (error && "codec" in step) this.#showAll();
    return { frames, error, pixels: this.pixels(), rect: "codec" in step ? toRect(step.rect) : undefined };
  }

  pixels(): Pixels {
    const { words, width, height } = this.#decoder.framebuffer;
    return { width, height, bytes: new Uint8Array(words.slice().buffer) };
  }

  #act(step: Step): void {
    if ("codec" in step) this.#video.give((step.pictures ?? []).map((picture) => bytesOf(this.#name, picture)));
    if ("resize" in step) this.#decoder.resize(...step.resize);
    else if ("reopen" in step) this.#decoder.resetPipeline();
    let part = 0;
    for (const { fed, shows } of fedBy(this.#name, step)) {
      this.#feed(fed);
      if (shows && Buffer.compare(this.pixels().bytes, new Uint8Array(shows.words.slice().buffer)) !== 0) {
        throw new Error(`after part ${part} of the sequence the desktop shows something else`);
      }
      part++;
    }
  }

  /** Waits until what was fed shows; H.264 takes its time. */
  async #applied(): Promise<void> {
    while (this.#decoder.pending > 0 && this.#failure === undefined) await setImmediate();
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** Mapping the surface again shows all of it, also what a codec painted before it failed. */
  #showAll(): void {
    this.#feed({ pdus: inFrame(egfx.mapSurfaceToOutput(SURFACE, 0, 0)) });
  }

  #feed(fed: Fed): void {
    if ("update" in fed) this.#decoder.update(fed.update);
    else this.#decoder.pipeline("pdus" in fed ? message(fed.pdus) : fed.message, true, true);
  }
}

/** Instead of an H.264 decoder: the pictures that a case says its units are, YUV 4:2:0, plane after plane. */
class GivenVideo implements VideoDecoder {
  #pictures: Uint8Array[] = [];
  #format: VideoFormat = { codec: "", width: 0, height: 0 };

  give(pictures: readonly Uint8Array[]): void {
    this.#pictures.push(...pictures);
  }

  async decode(_unit: Uint8Array, format = this.#format): Promise<VideoPicture> {
    this.#format = format;
    const bytes = this.#pictures.shift();
    if (!bytes) throw new Error("the case has no picture for this unit");
    const { width, height } = format;
    const luma = width * height;
    const [y, u, v] = [bytes.subarray(0, luma), bytes.subarray(luma, luma * 1.25), bytes.subarray(luma * 1.25)];
    return {
      copyTo: async (target, rect) => {
        target.set(planesOf({ width, height, y, u, v }, rect));
        return "I420";
      },
      close: () => {},
    };
  }

  close(): void {}
}

function bytesOf(name: string, input: Input): Uint8Array {
  if (typeof input === "string") return hex(input);
  if ("file" in input) return new Uint8Array(readFileSync(caseFile(name, input.file)));
  return concat(input.map((part) => bytesOf(name, part)));
}

function toRect([x, y, width, height]: readonly [number, number, number, number]): Rect {
  return { x, y, width, height };
}

function hex(digits: string): Uint8Array {
  const compact = digits.replaceAll(/\s/g, "");
  if (!/^([0-9a-f]{2})*$/i.test(compact)) throw new Error(`not hexadecimal: ${digits}`);
  return new Uint8Array(Buffer.from(compact, "hex"));
}
