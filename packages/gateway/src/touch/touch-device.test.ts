import { decodeClientTouchPdu, encodeServerTouchPdu, TouchVersion } from "@passerelle/rdp";
import { DeviceDown, decodeJson, PenFlag, PenState } from "@passerelle/tunnel";
import { expect, test } from "vitest";
import { silentLogger } from "../sessions/testing/silent-logger.ts";
import { TouchDevice } from "./touch-device.ts";

function openDevice() {
  const device = new TouchDevice(silentLogger());
  const told: unknown[] = [];
  device.attached({
    ...{ decodes: [], unsent: 0 },
    send: (type, payload) => told.push(type === DeviceDown.TouchState && payload && decodeJson(payload)),
  });
  const heard: unknown[] = [];
  const [handler] = device.connect({ perform: (work) => work(), room: async () => {} });
  const channel = {
    ...{ name: "", close: () => {} },
    send: (message: Uint8Array) => void heard.push(decodeClientTouchPdu(message)),
  };
  handler?.opened(channel);
  handler?.received(encodeServerTouchPdu({ type: "ready", version: TouchVersion.V200, features: 0 }), channel);
  return { device, told, heard, handler };
}

const contact = { id: 1, x: 5, y: 6, width: 0, height: 0, pressure: 0 };

test("the page hears what the desktop takes, and that it takes nothing any more", () => {
  const { device, told } = openDevice();
  device.disconnected();
  expect(told).toEqual([
    { mostContacts: 0, pen: false },
    { mostContacts: 10, pen: true },
    { mostContacts: 0, pen: false },
  ]);
});

test("fingers and pens reach the desktop within what it knows", () => {
  const { device, heard } = openDevice();
  device.input({ kind: "touch", elapsed: 9, cancelled: false, contacts: [contact] });
  device.input({
    ...{ kind: "pen", elapsed: 1, state: PenState.Touching, flags: PenFlag.Barrel },
    ...{ x: 1, y: 2, pressure: 60_000, rotation: 725, tiltX: -400, tiltY: 91 },
  });
  expect(heard[1]).toMatchObject({ type: "touch", frames: [{ contacts: [{ id: 1, x: 5, y: 6 }] }] });
  const drawn = { x: 1, y: 2, pressure: 1024, rotation: 5, tiltX: -90, tiltY: 90, penFlags: 1 };
  expect(heard[2]).toMatchObject({ type: "pen", frames: [{ contacts: [drawn] }] });
});

test("a page that goes leaves no finger on the desktop", () => {
  const { device, heard } = openDevice();
  device.input({ kind: "touch", elapsed: 9, cancelled: false, contacts: [contact] });
  device.detached();
  expect(heard.at(-1)).toMatchObject({ frames: [{ contacts: [{ id: 1, flags: 0x24 }] }] });
});
