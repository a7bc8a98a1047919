export declare const displayControlChannelName: "Microsoft::Windows::RDS::DisplayControl";
export interface DisplayControlCaps {
  readonly maxMonitors: number;
  /** Pixels: the product of the three capability fields. */
  readonly maxArea: number;
}
export declare function decodeDisplayControlCaps(message: Uint8Array): DisplayControlCaps;
export interface Monitor {
  readonly primary: boolean;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Percent, 100 to 500. */
  readonly scale: number;
}
/** Sizes are brought within the limits of the specification (even width, 200 to 8192). */
export declare function encodeMonitorLayout(monitors: readonly Monitor[]): Uint8Array;
