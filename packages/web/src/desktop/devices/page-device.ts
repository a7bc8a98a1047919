import type { DevicePolicy } from "@passerelle/tunnel";

/** How devices in the page reach the gateway. */
export interface DeviceGateway {
  /** The session's id, for addresses of the API; of a guest the guest's. */
  readonly session: string;
  /** Where the API has what is long, such as `api/passerelle/sessions/{id}`. */
  readonly address: string;
  /** What requests to it have to say beside the sign-in. */
  readonly headers: Readonly<Record<string, string>>;
  /** Sends a record; without a line it is dropped. @param type of `DeviceUp` */
  send(type: number, payload: Uint8Array): void;
  /** Bytes that wait to be sent. */
  readonly unsent: number;
}

/** The page's half of a device. */
export interface PageDevice {
  /** Records of `DeviceDown` that it takes. */
  readonly takes: readonly number[];
  /** A line was made: the gateway knows nothing and tells everything anew. */
  lineOpened?(policy: DevicePolicy): void;
  /** The line broke; another is being made. */
  lineClosed?(): void;
  received(type: number, payload: Uint8Array): void;
  /** The desktop is left. */
  close?(): void;
}
