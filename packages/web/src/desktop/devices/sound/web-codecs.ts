import type { SoundFormat } from "@passerelle/tunnel";
import type { BlockDecoder, DecodedListener } from "./block-decoder.ts";
import { makePlanes } from "./codecs/planes.ts";

/** Blocks that a decoder may hold back; what stays away longer never comes. */
const MOST_PENDING = 32;
/** Decoders that fail one after the other before it is the format that is at fault. */
const MOST_FAILURES = 5;

type Codec = "aac" | "opus";

const PROBES: Record<Codec, AudioDecoderConfig> = {
  aac: { codec: "mp4a.40.2", sampleRate: 44100, numberOfChannels: 2, description: Uint8Array.of(0x12, 0x10) },
  opus: { codec: "opus", sampleRate: 48000, numberOfChannels: 2 },
};

/** Which of the codecs that not every browser has this one decodes. */
export async function decodableCodecs(): Promise<Codec[]> {
  if (!("AudioDecoder" in globalThis)) return [];
  const codecs = Object.keys(PROBES) as Codec[];
  const answers = await Promise.allSettled(codecs.map((codec) => AudioDecoder.isConfigSupported(PROBES[codec])));
  return codecs.filter((_, at) => {
    const answer = answers[at];
    return answer?.status === "fulfilled" && answer.value.supported === true;
  });
}

/** AAC, a raw block each time, and Opus, a packet each time, by the browser's own decoder. One that fails is made again. */
export class WebCodecsDecoder implements BlockDecoder {
  readonly #config: AudioDecoderConfig;
  /** Samples that are heard in a second, whatever Opus says of itself; undefined: as decoded. */
  readonly #rate: number | undefined;
  readonly #listener: DecodedListener;
  #decoder: AudioDecoder | undefined;
  #failures = 0;
  /** The ids of what was given to the decoder and did not come back. */
  #pending: number[] = [];

  /** @param extra AudioSpecificConfig of AAC ([ISO/IEC 14496-3] 1.6.2.1) */
  constructor(codec: Codec, { rate, channels }: SoundFormat, extra: Uint8Array, listener: DecodedListener) {
    this.#config = {
      ...PROBES[codec],
      ...(codec === "aac" && { sampleRate: rate }),
      numberOfChannels: channels,
      ...(codec === "aac" && { description: extra }),
    };
    this.#rate = codec === "opus" ? rate : undefined;
    this.#listener = listener;
  }

  decode(id: number, data: Uint8Array): void {
    if (data.length === 0) {
      this.#listener.skipped(id);
      return;
    }
    // It tells later why it has closed.
    if (this.#decoder?.state === "closed") this.#failed();
    this.#decoder ??= this.#open();
    this.#pending.push(id);
    this.#decoder.decode(new EncodedAudioChunk({ type: "key", timestamp: 0, data }));
    if (this.#pending.length > MOST_PENDING) this.#skip(1);
  }

  close(): void {
    if (this.#decoder?.state === "configured") this.#decoder.close();
    this.#decoder = undefined;
    this.#skip(this.#pending.length);
  }

  #open(): AudioDecoder {
    const decoder = new AudioDecoder({
      output: (sound) => this.#decoded(sound),
      error: () => {
        if (decoder === this.#decoder) this.#failed();
      },
    });
    decoder.configure(this.#config);
    return decoder;
  }

  #decoded(sound: AudioData): void {
    this.#failures = 0;
    const planes = makePlanes(sound.numberOfChannels, sound.numberOfFrames);
    for (const [planeIndex, plane] of planes.entries()) sound.copyTo(plane, { planeIndex, format: "f32-planar" });
    const rate = this.#rate ?? sound.sampleRate;
    sound.close();
    this.#listener.decoded(this.#pending.shift(), planes, rate);
  }

  #failed(): void {
    this.#decoder = undefined;
    this.#skip(this.#pending.length);
    if (++this.#failures === MOST_FAILURES) this.#listener.failed();
  }

  /** The oldest `count` that wait never come. */
  #skip(count: number): void {
    for (const id of this.#pending.splice(0, count)) this.#listener.skipped(id);
  }
}
