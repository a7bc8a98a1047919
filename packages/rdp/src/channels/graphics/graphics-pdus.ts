export declare const graphicsChannelName: "Microsoft::Windows::RDS::Graphics";
export interface CapabilitySet {
  readonly version: number;
  readonly flags: number;
}
export declare function encodeCapsAdvertise(sets: readonly CapabilitySet[]): Uint8Array;
export interface FrameAcknowledge {
  readonly queueDepth: number;
  readonly frameId: number;
  readonly totalFramesDecoded: number;
}
export declare function encodeFrameAcknowledge(acknowledge: FrameAcknowledge): Uint8Array;
