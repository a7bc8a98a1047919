import { TunnelFormatError } from "../record.ts";

/** JSON payload of `DeviceDown.SoundState`. */
export interface SoundState {
  /** `waiting`: the desktop has not offered sound yet; `failed`: it broke the protocol, or has no format that this browser plays. */
  readonly state: "waiting" | "ready" | "failed";
}

/** JSON payload of `DeviceDown.SoundFormat`, from WAVEFORMATEX. */
export interface SoundFormat {
  readonly codec: "pcm" | "alaw" | "mulaw" | "ima-adpcm" | "ms-adpcm" | "aac" | "opus";
  readonly channels: number;
  /** Samples a second. Of Opus: how many of the decoder's samples are heard in a second; it counts 48000, but xrdp feeds it 44100. */
  readonly rate: number;
  /** Bits of a sample of PCM: 8 or 16. */
  readonly bits: number;
  /** Bytes of a block of ADPCM; the last of a `SoundBlock` may be shorter. */
  readonly blockAlign: number;
  /** As base64, of AAC: AudioSpecificConfig; of MS-ADPCM: what follows WAVEFORMATEX, with the coefficients. */
  readonly extra: string;
}

/** Sound as the desktop sent it. */
export interface SoundBlock {
  /** The desktop's number of it, 0 to 255. */
  readonly block: number;
  /** The desktop's clock, milliseconds, which begins anew after 65535. */
  readonly timestamp: number;
  readonly data: Uint8Array;
}

const BLOCK_HEADER = 5;

/** u8 block, u32 timestamp, data. */
export function encodeSoundBlockHead(block: number, timestamp: number): Uint8Array {
  const head = new Uint8Array(BLOCK_HEADER);
  const view = new DataView(head.buffer);
  view.setUint8(0, block);
  view.setUint32(1, timestamp, true);
  return head;
}

/** Throws TunnelFormatError. `data` is a view. */
export function decodeSoundBlock(payload: Uint8Array): SoundBlock {
  if (payload.length < BLOCK_HEADER) throw new TunnelFormatError("sound block is too short");
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  return { block: view.getUint8(0), timestamp: view.getUint32(1, true), data: payload.subarray(BLOCK_HEADER) };
}

/** A block was heard just now, or left out: the gateway measures the time that it took. */
export interface SoundPlayed {
  readonly block: number;
  /** The block's. */
  readonly timestamp: number;
}

const PLAYED_LENGTH = 5;

/** u8 block, u32 timestamp. */
export function encodeSoundPlayed({ block, timestamp }: SoundPlayed): Uint8Array {
  return encodeSoundBlockHead(block, timestamp);
}

/** Throws TunnelFormatError. */
export function decodeSoundPlayed(payload: Uint8Array): SoundPlayed {
  if (payload.length !== PLAYED_LENGTH) throw new TunnelFormatError("sound played is not 5 bytes");
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  return { block: view.getUint8(0), timestamp: view.getUint32(1, true) };
}

/** JSON payload of `DeviceDown.MicrophoneState`. */
export type MicrophoneState =
  /** Nobody listens. */
  | { readonly state: "closed" }
  /** The desktop wants to listen: ask the person, then send `MicrophoneBlock`s of `framesPerBlock` samples of each channel. */
  | {
      readonly state: "open";
      readonly codec: "pcm" | "ima-adpcm" | "alaw" | "mulaw";
      readonly channels: number;
      readonly rate: number;
      /** Of a sample of PCM. */
      readonly bits: number;
      /** Bytes of a block of ADPCM. */
      readonly blockAlign: number;
      readonly framesPerBlock: number;
    }
  | { readonly state: "failed" };

/**
 * JSON payload of `DeviceUp.MicrophoneAnswer`: whether the person lets the desktop listen. Sent once for each `open`, and again with
 * false when the person stops it.
 */
export interface MicrophoneAnswer {
  readonly isAllowed: boolean;
}
