import { expect, test } from "vitest";
import { type Finger, type Pen, TouchInput } from "./touch-input.ts";
import {
  type ClientTouchPdu,
  ContactFlag,
  decodeClientTouchPdu,
  encodeServerTouchPdu,
  type ServerTouchPdu,
  TouchVersion,
} from "./touch-pdus.ts";

const { Down, Update, Up, InRange, InContact, Cancelled } = ContactFlag;
const channel = { id: 1, name: "", close: () => {} };

function openInput(version: number = TouchVersion.V300) {
  const sent: (ClientTouchPdu | undefined)[] = [];
  const failures: Error[] = [];
  let changes = 0;
  const input = new TouchInput({
    mostContacts: 10,
    changed: () => {
      changes++;
    },
    failed: (error) => failures.push(error),
  });
  const open = { ...channel, send: (message: Uint8Array) => void sent.push(decodeClientTouchPdu(message)) };
  input.opened(open);
  const say = (pdu: ServerTouchPdu) => input.received(encodeServerTouchPdu(pdu));
  say({ type: "ready", version, features: 1 });
  return { input, sent, say, failures, changes: () => changes };
}

const finger = (id: number, x = 10): Finger => ({ id, x, y: 20, width: 0, height: 0, pressure: 0 });
/** Contact and flags of each frame. */
const contactsOf = (pdus: readonly (ClientTouchPdu | undefined)[]) =>
  pdus.flatMap((pdu) =>
    pdu?.type === "touch" ? pdu.frames.map(({ contacts }) => contacts.map(({ id, flags }) => [id, flags])) : [],
  );

test("answers a server with the version of both, and takes a pen from 2.0 on", () => {
  const { input, sent, changes } = openInput();
  expect(sent).toEqual([{ type: "ready", flags: 0, version: TouchVersion.V200, mostContacts: 10 }]);
  expect([input.mostContacts, input.takesPen, changes()]).toEqual([10, true, 1]);
  const old = openInput(TouchVersion.V101);
  expect(old.sent).toMatchObject([{ version: TouchVersion.V101 }]);
  expect(old.input.takesPen).toBe(false);
});

test("each finger goes down once, is in every frame, and goes up once where it was last", () => {
  const { input, sent } = openInput();
  input.touch([finger(1)], 77);
  input.touch([finger(1, 30), finger(2)], 1000);
  input.touch([finger(2)], 2000);
  input.touch([], 3000);
  input.touch([], 4000);
  expect(contactsOf(sent)).toEqual([
    [[1, Down | InRange | InContact]],
    [
      [1, Update | InRange | InContact],
      [2, Down | InRange | InContact],
    ],
    [
      [1, Up],
      [2, Update | InRange | InContact],
    ],
    [[2, Up]],
  ]);
  expect(sent.at(-2)).toMatchObject({ frames: [{ offset: 2000, contacts: [{ id: 1, x: 30 }, {}] }] });
  expect(sent[1]).toMatchObject({ frames: [{ offset: 0 }] });
});

test("fingers that the browser takes away are cancelled, and no more than were said come through", () => {
  const { input, sent } = openInput();
  input.touch(
    Array.from({ length: 12 }, (_, id) => finger(id)),
    0,
  );
  expect(contactsOf(sent)[0]).toHaveLength(10);
  input.touch([], 0, true);
  expect(contactsOf(sent)[1]?.[0]).toEqual([0, Up | Cancelled]);
});

test("what a finger covers lies around its place", () => {
  const { input, sent } = openInput();
  input.touch([{ ...finger(1), width: 11, height: 4, pressure: 512 }], 0);
  const rectangle = { left: -5, top: -2, right: 6, bottom: 2 };
  expect(sent.at(-1)).toMatchObject({ frames: [{ contacts: [{ rectangle, pressure: 512 }] }] });
});

test("a pen hovers, draws and goes, with what it tells of itself", () => {
  const { input, sent } = openInput();
  const pen: Pen = {
    ...{ state: "hovering", x: 5, y: 6, barrel: false, eraser: false },
    ...{ pressure: 0, rotation: 0, tiltX: 0, tiltY: 0 },
  };
  input.pen({ ...pen, state: "away" }, 1);
  input.pen(pen, 2);
  input.pen({ ...pen, state: "touching", pressure: 700, tiltX: -30, tiltY: 20, barrel: true }, 3);
  input.pen({ ...pen, state: "touching", eraser: true }, 4);
  input.pen(pen, 5);
  input.pen({ ...pen, state: "away" }, 6);
  const contacts = sent.flatMap((pdu) => (pdu?.type === "pen" ? pdu.frames.flatMap((frame) => frame.contacts) : []));
  expect(contacts.map(({ flags }) => flags)).toEqual([
    Update | InRange,
    Down | InRange | InContact,
    Update | InRange | InContact,
    Up | InRange,
    Update,
  ]);
  expect(contacts[1]).toMatchObject({ pressure: 700, tiltX: -30, tiltY: 20, penFlags: 1 });
  expect(contacts[2]).toMatchObject({ penFlags: 6 });
});

test("nothing is sent before the server is ready, while it is suspended, and after it has closed", () => {
  const { input, sent, say } = openInput();
  input.touch([finger(1)], 0);
  say({ type: "suspend" });
  expect(input.mostContacts).toBe(0);
  input.touch([finger(1)], 0);
  expect(contactsOf(sent)).toHaveLength(1);
  say({ type: "resume" });
  input.touch([finger(1)], 0);
  expect(contactsOf(sent).at(-1)).toEqual([[1, Down | InRange | InContact]]);
  input.closed();
  expect([input.mostContacts, input.takesPen]).toEqual([0, false]);
  input.touch([finger(2)], 0);
  expect(contactsOf(sent)).toHaveLength(2);
});
