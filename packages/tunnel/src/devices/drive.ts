/** JSON payload of `DeviceDown.DriveState`. */
export type DriveState =
  /** Bytes; `quota` absent: there is none. */
  | {
      readonly state: "ready";
      readonly name: string;
      readonly download: boolean;
      readonly upload: boolean;
      readonly used: number;
      readonly quota?: number;
      /** Days after which files that nobody changes are removed. */
      readonly retention?: number;
      /** The desktop has taken it. */
      readonly isMounted: boolean;
    }
  /** `not-allowed`: the connection does not enable it; `unusable`: its folder cannot be used, see the gateway's log. */
  | { readonly state: "off"; readonly reason: "not-allowed" | "unusable" };

/** JSON payload of `DeviceDown.DriveChanged`: what is in a folder has changed; many changes are told at once. */
export interface DriveChanged {
  /** From the drive's root, with `/` between names; "" is the root. */
  readonly folders: readonly string[];
  /** Bytes in use. */
  readonly used: number;
}

/** JSON payload of `DeviceDown.DriveDelivered`: the desktop has put a file into `Download`; the page fetches it. */
export interface DriveDelivered {
  readonly path: string;
  readonly size: number;
}
