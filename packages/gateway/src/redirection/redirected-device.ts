import type { AnnouncedDevice, Completion, IoRequest } from "@passerelle/rdp";

/** A drive or a printer that the desktop is given ([MS-RDPEFS]). */
export interface RedirectedDevice {
  readonly announcement: AnnouncedDevice;
  /** Whether the desktop has taken it; told when it says so, and `false` when its connection is gone. */
  mounted?(isMounted: boolean): void;
  /**
   * Answers a request. Requests of one open file come one after the other, those that wait for something to happen (`notifyChange`,
   * `lockControl`) excepted. What it throws is logged and answered with STATUS_UNSUCCESSFUL.
   */
  request(request: IoRequest): Promise<Completion>;
  /** The desktop knows no open file any more: close all, answer what still waits. */
  forget(): void;
  /** The desktop is over. `forget` came before. */
  close?(): void;
}
