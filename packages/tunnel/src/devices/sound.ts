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
  /** Samples a second. */
  readonly rate: number;
  /** Bits of a sample of PCM: 8 or 16. */
  readonly bits: number;
  /** Bytes of a block of ADPCM. */
  readonly blockAlign: number;
  /** The format's extra bytes, as base64: AudioSpecificConfig, coefficients. */
  readonly extra: string;
}

/** Sound as the desktop sent it. */
export interface SoundBlock {
  /** The desktop's number of it, 0 to 255. */
  readonly block: number;
  /** The desktop's clock, milliseconds; 16 or 32 bits of it. */
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

/** A block was heard, or left out. */
export interface SoundPlayed {
  readonly block: number;
  /** The block's. */
  readonly timestamp: number;
  /** Milliseconds from its arrival in the page until it was heard. */
  readonly delay: number;
}

const PLAYED_LENGTH = 7;

/** u8 block, u32 timestamp, u16 delay. */
export function encodeSoundPlayed({ block, timestamp, delay }: SoundPlayed): Uint8Array {
  const bytes = new Uint8Array(PLAYED_LENGTH);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, block);
  view.setUint32(1, timestamp, true);
  view.setUint16(5, Math.min(Math.max(Math.round(delay), 0), 0xffff), true);
  return bytes;
}

/** Throws TunnelFormatError. */
export function decodeSoundPlayed(payload: Uint8Array): SoundPlayed {
  if (payload.length !== PLAYED_LENGTH) throw new TunnelFormatError("sound played is not 7 bytes");
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  return { block: view.getUint8(0), timestamp: view.getUint32(1, true), delay: view.getUint16(5, true) };
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

/** JSON payload of `DeviceUp.MicrophoneAnswer`: whether the person lets the desktop listen. */
export interface MicrophoneAnswer {
  readonly isAllowed: boolean;
}
