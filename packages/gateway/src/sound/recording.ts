import { type AudioFormat, AudioFormatTag } from "@passerelle/rdp";
import type { MicrophoneState } from "@passerelle/tunnel";
import { decodeImaAdpcm } from "@passerelle/tunnel";

/** How the page is to record. */
type Capture = Omit<Extract<MicrophoneState, { state: "open" }>, "state">;

/** What the page records, and how the server gets it. */
export interface Recording {
  readonly capture: Capture;
  /** Bytes of a block of the page. */
  readonly blockBytes: number;
  /** Bytes of a packet for the server. */
  readonly packetBytes: number;
  /** What the server gets of blocks of the page. */
  convert(blocks: Uint8Array): Uint8Array;
}

const LEAST_RATE = 8000;
const MOST_RATE = 48_000;
/** Samples a second that a voice needs to be good. */
const VOICE_RATE = 16_000;
const MOST_BLOCK = 8192;
/** Blocks of the page in a second: each waits until it is full. */
const BLOCKS_PER_SECOND = 50;
/** Packets for the server in a second, however short it wants them: each one costs the page and the gateway work. */
const MOST_PACKETS_PER_SECOND = 200;
/** ADPCM: bytes of a channel before its samples, of which one is among them; 8 samples follow in 4 bytes. */
const IMA = { header: 4, group: 8, groupLength: 4 } as const;

/** The formats of a server that can be recorded: those that are good enough for a voice first, and of these what takes least of the line. */
export function recordableFormats(offered: readonly AudioFormat[]): AudioFormat[] {
  return offered
    .filter(isRecordable)
    .map((format) => ({ format, isPoor: format.rate < VOICE_RATE, cost: uplink(format) }))
    .sort((one, other) => Number(one.isPoor) - Number(other.isPoor) || one.cost - other.cost)
    .map(({ format }) => format);
}

/** @param format one of `recordableFormats` @param framesPerPacket as the server wants it, which may be anything */
export function recordingOf(format: AudioFormat, framesPerPacket: number): Recording {
  const { channels, rate } = format;
  const least = Math.ceil(rate / BLOCKS_PER_SECOND);
  const shortest = Math.ceil(rate / MOST_PACKETS_PER_SECOND);
  const packet = framesPerPacket === 0 ? least : Math.min(Math.max(framesPerPacket, shortest), rate);
  const block = Math.min(packet, least);
  if (format.tag === AudioFormatTag.Pcm) return pcmRecording(format, packet, block);
  if (format.tag === AudioFormatTag.ImaAdpcm) return imaRecording(format, packet);
  const codec = format.tag === AudioFormatTag.ALaw ? "alaw" : "mulaw";
  return {
    capture: { codec, channels, rate, bits: 8, blockAlign: channels, framesPerBlock: block },
    blockBytes: block * channels,
    packetBytes: packet * channels,
    convert: (blocks) => blocks,
  };
}

/** The page sends ADPCM, in mono: an eighth of stereo. */
function pcmRecording({ channels, rate }: AudioFormat, packet: number, block: number): Recording {
  const groups = Math.max(Math.floor((block - 1) / IMA.group), 1);
  const blockAlign = IMA.header + groups * IMA.groupLength;
  return {
    capture: {
      ...{ codec: "ima-adpcm", channels: 1, rate, bits: 4, blockAlign },
      framesPerBlock: 1 + groups * IMA.group,
    },
    blockBytes: blockAlign,
    packetBytes: packet * channels * 2,
    convert: (blocks) => onAllChannels(decodeImaAdpcm(blocks, 1, blockAlign), channels),
  };
}

/** The page sends what the server wants, in blocks of its length. */
function imaRecording({ channels, rate, blockAlign }: AudioFormat, packet: number): Recording {
  const frames = 1 + Math.floor((blockAlign / channels - IMA.header) / IMA.groupLength) * IMA.group;
  const blocks = Math.max(Math.round(packet / frames), 1);
  return {
    capture: { codec: "ima-adpcm", channels, rate, bits: 4, blockAlign, framesPerBlock: frames },
    blockBytes: blockAlign,
    packetBytes: blocks * blockAlign,
    convert: (bytes) => bytes,
  };
}

function isRecordable({ tag, channels, rate, bits, blockAlign }: AudioFormat): boolean {
  if (channels < 1 || channels > 2 || rate < LEAST_RATE || rate > MOST_RATE) return false;
  switch (tag) {
    case AudioFormatTag.Pcm:
      return bits === 16 && blockAlign === channels * 2;
    case AudioFormatTag.ImaAdpcm: {
      const groups = blockAlign / channels - IMA.header;
      return bits === 4 && groups > 0 && groups % IMA.groupLength === 0 && blockAlign <= MOST_BLOCK;
    }
    case AudioFormatTag.ALaw:
    case AudioFormatTag.MuLaw:
      return bits === 8 && blockAlign === channels;
    default:
      return false;
  }
}

/** Bytes a second from the page. */
function uplink({ tag, channels, rate }: AudioFormat): number {
  if (tag === AudioFormatTag.Pcm) return rate / 2;
  return tag === AudioFormatTag.ImaAdpcm ? (channels * rate) / 2 : channels * rate;
}

/** Little endian, whatever this machine has. */
function onAllChannels(samples: Int16Array, channels: number): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(samples.length * channels * 2));
  samples.forEach((sample, frame) => {
    for (let channel = 0; channel < channels; channel++) bytes.setInt16((frame * channels + channel) * 2, sample, true);
  });
  return new Uint8Array(bytes.buffer);
}
