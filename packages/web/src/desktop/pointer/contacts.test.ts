import { PenFlag, PenState } from "@passerelle/tunnel";
import { expect, it } from "vitest";
import { type ContactEvent, Contacts } from "./contacts.ts";

const event = (pointerId: number, details: Partial<ContactEvent> = {}): ContactEvent => ({
  ...{ pointerId, timeStamp: 100, width: 10, height: 20, pressure: 0.5 },
  ...{ buttons: 1, twist: 0, tiltX: 0, tiltY: 0, ...details },
});
const at = { x: 7, y: 8 };

it("tells of all fingers each time, by small numbers that are free again", () => {
  const contacts = new Contacts();
  contacts.touch(event(901), at, 2);
  const two = contacts.touch(event(77, { timeStamp: 101.5 }), { x: 1, y: 2 }, 2);
  expect(two).toEqual({
    ...{ kind: "touch", elapsed: 1500, cancelled: false },
    contacts: [
      { id: 0, ...at, width: 20, height: 40, pressure: 512 },
      { id: 1, x: 1, y: 2, width: 20, height: 40, pressure: 512 },
    ],
  });
  expect(contacts.lift(event(901), false)?.contacts.map(({ id }) => id)).toEqual([1]);
  expect(contacts.touch(event(5), at, 1)?.contacts.map(({ id }) => id)).toEqual([1, 0]);
  expect(contacts.lift(event(901), false)).toBeUndefined();
});

it("takes ten fingers and no more, and lets all go at once", () => {
  const contacts = new Contacts();
  const last = Array.from({ length: 11 }, (_, id) => contacts.touch(event(id), at, 1)).at(-1);
  expect(last).toBeUndefined();
  expect(contacts.cancelAll()).toMatchObject({ cancelled: true, contacts: [] });
  expect(contacts.cancelAll()).toBeUndefined();
});

it("tells how a pen is held", () => {
  const contacts = new Contacts();
  const drawing = contacts.pen(event(1, { buttons: 3, tiltX: -30, tiltY: 12, twist: 45 }), at);
  expect(drawing).toMatchObject({ state: PenState.Touching, flags: PenFlag.Barrel, pressure: 512, tiltX: -30 });
  expect(drawing).toMatchObject({ rotation: 45, tiltY: 12, ...at });
  expect(contacts.pen(event(1, { buttons: 32 }), at)).toMatchObject({
    state: PenState.Touching,
    flags: PenFlag.Eraser,
  });
  expect(contacts.pen(event(1, { buttons: 0 }), at).state).toBe(PenState.Hovering);
  expect(contacts.pen(event(1, { buttons: 0 }), at, true).state).toBe(PenState.Away);
});
