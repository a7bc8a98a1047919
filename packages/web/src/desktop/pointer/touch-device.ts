import { DeviceDown, decodeJson, type TouchState } from "@passerelle/tunnel";
import type { PageDevice } from "../devices/page-device.ts";
import { touchState } from "./touch-state.ts";

const NOTHING: TouchState = { mostContacts: 0, pen: false };

/** Whether the desktop takes fingers and pens; what they do goes through the tunnel. */
export class TouchDevice implements PageDevice {
  readonly takes = [DeviceDown.TouchState];
  readonly state = touchState;

  lineClosed(): void {
    this.state.value = NOTHING;
  }

  received(_type: number, payload: Uint8Array): void {
    const { mostContacts, pen } = decodeJson(payload) as TouchState;
    this.state.value = { mostContacts: Number(mostContacts) || 0, pen: pen === true };
  }

  close(): void {
    this.state.value = NOTHING;
  }
}
