import type { StandardSecurity } from "../security/standard-security.ts";

export type MouseButton = "left" | "right" | "middle" | "x1" | "x2";
export type InputEvent =
  | {
      readonly type: "scancode";
      readonly code: number;
      readonly extended: boolean;
      readonly extended1: boolean;
      readonly released: boolean;
    }
  | { readonly type: "unicode"; readonly codeUnit: number; readonly released: boolean }
  | { readonly type: "move"; readonly x: number; readonly y: number }
  | {
      readonly type: "button";
      readonly button: MouseButton;
      readonly pressed: boolean;
      readonly x: number;
      readonly y: number;
    }
  /** `rotation`: 120 a notch; positive is up or right. */
  | {
      readonly type: "wheel";
      readonly axis: "vertical" | "horizontal";
      readonly rotation: number;
      readonly x: number;
      readonly y: number;
    }
  /** TS_SYNC_EVENT toggle bits. */
  | { readonly type: "synchronize"; readonly toggles: number };
/** One or more whole fast-path input PDUs, header included. */
export declare function encodeFastPathInput(events: readonly InputEvent[], security?: StandardSecurity): Uint8Array;
export declare function decodeFastPathInput(pdu: Uint8Array, security?: StandardSecurity): InputEvent[];
/** TS_INPUT_PDU_DATA without the share headers. */
export declare function encodeSlowPathInput(events: readonly InputEvent[]): Uint8Array;
export declare function decodeSlowPathInput(data: Uint8Array): InputEvent[];
