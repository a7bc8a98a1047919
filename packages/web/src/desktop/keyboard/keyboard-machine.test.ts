import { type Intention, KeyFlag, LockKey } from "@passerelle/tunnel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Platform } from "./keyboard-events.ts";
import type { KeyboardMachine } from "./keyboard-machine.ts";
import { layoutNamed } from "./layouts/known-layouts.ts";
import { down, idle, keyboard, short, type, up } from "./testing/strokes.ts";

describe("KeyboardMachine", () => {
  it("sends keys by their place, not by their character", () => {
    expect(type(keyboard(), down("KeyQ", { key: "a" }), up("KeyQ", { key: "a" }))).toEqual(["+10", "-10"]);
  });

  it("repeats a held key and releases it once", () => {
    const strokes = [down("KeyA"), down("KeyA", { repeat: true }), down("KeyA", { repeat: true }), up("KeyA")];
    expect(type(keyboard(), ...strokes, up("KeyA"))).toEqual(["+1e", "+1e", "+1e", "-1e"]);
  });

  it("leaves dead keys to the desktop's layout", () => {
    const machine = keyboard();
    const dead = down("BracketLeft", { key: "Dead" });
    expect(machine.key(dead).handled).toBe(true);
    expect(type(machine, up("BracketLeft", { key: "Dead" }), down("KeyE", { key: "ê" }))).toEqual(["-1a", "+12"]);
  });

  it("does not act on keys that it has no scancode for", () => {
    expect(keyboard().key(down("BrightnessUp"))).toEqual({ intentions: [], handled: false, shortcut: undefined });
  });

  describe("AltGr", () => {
    const altGr = { altGraph: true };

    it("forgets the ControlLeft that Windows browsers put before it", () => {
      const strokes = [
        down("ControlLeft", { control: true }),
        down("AltRight", { key: "AltGraph", ...altGr }),
        down("Digit0", { key: "@", ...altGr }),
        up("Digit0", { key: "@", ...altGr }),
        up("ControlLeft", altGr),
        up("AltRight"),
      ];
      expect(type(keyboard("windows"), ...strokes)).toEqual(["+e0:38", "+0b", "-0b", "-e0:38"]);
    });

    it("keeps a ControlLeft that was held before", () => {
      const strokes = [
        down("ControlLeft", { control: true }),
        down("ControlLeft", { control: true, repeat: true }),
        down("AltRight", { control: true, ...altGr }),
      ];
      expect(type(keyboard("windows"), ...strokes)).toEqual(["+1d", "+1d", "+e0:38"]);
    });

    it("presses ControlLeft with the key that follows it, with the pointer, or by itself", () => {
      const control = down("ControlLeft", { control: true });
      expect(type(keyboard("windows"), control, down("KeyC", { control: true }))).toEqual(["+1d", "+2e"]);
      expect(type(keyboard("windows"), control, up("ControlLeft"))).toEqual(["+1d", "-1d"]);
      const machine = keyboard("windows");
      machine.key(control);
      expect(machine.beforePointer({ ...idle, control: true }).map(short)).toEqual(["+1d"]);
    });

    it("needs no such care elsewhere", () => {
      expect(type(keyboard("other"), down("ControlLeft", { control: true }))).toEqual(["+1d"]);
    });

    it("stays down while browsers say nothing of Control and Alt", () => {
      const strokes = [down("AltRight", { key: "AltGraph" }), down("KeyE"), up("KeyE")];
      expect(type(keyboard(), ...strokes)).toEqual(["+e0:38", "+12", "-12"]);
    });
  });

  describe("lock keys", () => {
    it("are brought in step before a key", () => {
      expect(type(keyboard(), down("KeyA", { locks: LockKey.CapsLock }))).toEqual(["locks 4", "+1e"]);
    });

    it("are brought in step before a click", () => {
      expect(
        keyboard()
          .beforePointer({ ...idle, locks: 0 })
          .map(short),
      ).toEqual(["locks 0"]);
    });

    it("press again the modifiers that the record has lifted, and nothing else", () => {
      const machine = keyboard();
      type(machine, down("ShiftLeft", { shift: true }), down("KeyA", { shift: true }));
      expect(type(machine, down("KeyB", { shift: true, locks: 0 }))).toEqual(["locks 0", "+2a", "+30"]);
    });

    it("toggle at the desktop by their own key", () => {
      const both = LockKey.NumLock | LockKey.CapsLock;
      const strokes = [
        down("CapsLock", { locks: both }),
        up("CapsLock", { locks: both }),
        down("KeyA", { locks: both }),
      ];
      expect(type(keyboard(), ...strokes)).toEqual(["+3a", "-3a", "+1e"]);
    });

    it("do not toggle again while held", () => {
      const both = LockKey.NumLock | LockKey.CapsLock;
      const strokes = [down("CapsLock"), down("CapsLock", { repeat: true }), up("CapsLock")];
      expect(type(keyboard(), ...strokes, down("KeyA", { locks: both }))).toEqual(["+3a", "+3a", "-3a", "+1e"]);
    });

    it("follow the desktop when it changes them", () => {
      const machine = keyboard();
      machine.locksAtDesktop(0);
      expect(type(machine, down("KeyA"))).toEqual(["locks 2", "+1e"]);
    });

    it("are tapped for each change on macOS", () => {
      const machine = keyboard("mac");
      expect(type(machine, down("CapsLock", { locks: LockKey.NumLock | LockKey.CapsLock }))).toEqual(["+3a", "-3a"]);
      expect(type(machine, up("CapsLock"), down("KeyA"))).toEqual(["+3a", "-3a", "+1e"]);
    });
  });

  describe("missing events", () => {
    it("releases what is down when the focus is lost, last first", () => {
      const machine = keyboard();
      type(machine, down("ControlRight", { control: true }), down("KeyA", { control: true }));
      expect(machine.releaseAll().map(short)).toEqual(["-1e", "-e0:1d"]);
      expect(type(machine, up("KeyA"), up("ControlRight"))).toEqual([]);
    });

    it("releases a modifier whose release was not seen", () => {
      const machine = keyboard();
      type(machine, down("ShiftLeft", { shift: true }), down("MetaLeft", { shift: true, meta: true }));
      expect(type(machine, down("KeyA"))).toEqual(["-2a", "-e0:5b", "+1e"]);
    });

    it("taps keys while Meta is down on macOS", () => {
      const strokes = [down("MetaLeft", { meta: true }), down("KeyC", { meta: true }), up("MetaLeft")];
      expect(type(keyboard("mac"), ...strokes)).toEqual(["+e0:5b", "+2e", "-2e", "-e0:5b"]);
    });

    it("takes the release of PrintScreen for both", () => {
      expect(type(keyboard("windows"), up("PrintScreen"))).toEqual(["+e0:37", "-e0:37"]);
      expect(type(keyboard(), down("PrintScreen"), up("PrintScreen"))).toEqual(["+e0:37", "-e0:37"]);
    });

    it("releases a key although an input method began to compose", () => {
      expect(type(keyboard(), down("KeyA"), up("KeyA", { composing: true }))).toEqual(["+1e", "-1e"]);
    });
  });

  describe("combinations", () => {
    const chord = [
      down("ControlLeft", { control: true }),
      down("AltLeft", { control: true }),
      down("ShiftLeft", { control: true, shift: true }),
    ];

    it("opens the menu with Ctrl+Alt+Shift and leaves nothing down", () => {
      const machine = keyboard("windows");
      type(machine, ...chord);
      const outcome = machine.key(up("AltLeft", { control: true, shift: true }));
      expect(outcome.shortcut).toBe("menu");
      expect(outcome.intentions.map(short)).toEqual(["-2a", "-38", "-1d"]);
      expect(type(machine, up("ControlLeft"), up("ShiftLeft"))).toEqual([]);
    });

    it("leaves Ctrl+Alt+Shift+S to the desktop", () => {
      const machine = keyboard();
      type(machine, ...chord, down("KeyS", { control: true, shift: true }), up("KeyS", { control: true, shift: true }));
      expect(machine.key(up("AltLeft", { control: true, shift: true })).shortcut).toBeUndefined();
    });

    it("sends Delete for Ctrl+Alt+End", () => {
      const held = { control: true };
      const strokes = [down("ControlLeft", held), down("AltLeft", held), down("End", held), up("End", held)];
      expect(type(keyboard(), ...strokes)).toEqual(["+1d", "+38", "+e0:53", "-e0:53"]);
    });

    it("knows when a shortcut may be under way", () => {
      const machine = keyboard("windows");
      expect(machine.isShortcut).toBe(false);
      type(machine, down("ControlLeft", { control: true }));
      expect(machine.isShortcut).toBe(true);
      machine.releaseAll();
      expect(machine.isShortcut).toBe(false);
    });

    it("sends Pause as its sequence, and Break with Control", () => {
      expect(type(keyboard(), down("Pause"), up("Pause"))).toEqual(["+e1:1d", "+45", "-e1:1d", "-45"]);
      const held = { control: true };
      expect(type(keyboard(), down("ControlLeft", held), down("Pause", held))).toEqual(["+1d", "+e0:46"]);
    });

    it("locks the mouse with the keys that were chosen, which then are no others at the desktop", () => {
      const held = { control: true, shift: true };
      const chord = [down("ControlLeft", held), down("AltLeft", held), down("ShiftLeft", held)];
      const shortcutOf = (code: string, machine: KeyboardMachine) => {
        for (const stroke of chord) machine.key(stroke);
        return machine.key(down(code, held)).shortcut;
      };
      const machine = keyboard();
      expect(shortcutOf("KeyL", machine)).toBeUndefined();
      machine.releaseAll();
      Object.assign(machine, { lockShortcut: "ctrl-alt-shift-l", menuShortcut: "none" });
      expect(shortcutOf("KeyL", machine)).toBe("pointer-lock");
      expect(type(machine, down("KeyL", { ...held, repeat: true }))).toEqual([]);
      machine.releaseAll();
      expect(shortcutOf("KeyG", machine)).toBeUndefined();
    });

    it("shows the statistics with Ctrl+Alt+Shift+S, of which the desktop sees no S and no key that stays down", () => {
      const machine = keyboard();
      const held = { control: true, shift: true };
      type(
        machine,
        down("ControlLeft", { control: true }),
        down("AltLeft", { control: true }),
        down("ShiftLeft", held),
      );
      const outcome = machine.key(down("KeyS", held));
      expect(outcome.shortcut).toBe("statistics");
      expect(outcome.handled).toBe(true);
      expect(outcome.intentions.map(short)).toEqual(["-2a", "-38", "-1d"]);
      const rest = [down("KeyS", { ...held, repeat: true }), up("KeyS", held), up("ShiftLeft", { control: true })];
      const end = [up("AltLeft", { control: true }), up("ControlLeft")];
      for (const stroke of [...rest, ...end]) expect(machine.key(stroke)).toMatchObject({ intentions: [] });
      expect(type(machine, down("KeyS"), up("KeyS"))).toEqual(["+1f", "-1f"]);
    });

    it("presses the menu's combinations in order and releases them in the other", () => {
      const machine = keyboard();
      type(machine, down("KeyA"));
      const sent = machine.combination(["ControlLeft", "AltLeft", "Delete"]).map(short);
      expect(sent).toEqual(["-1e", "+1d", "+38", "+e0:53", "-e0:53", "-38", "-1d"]);
    });
  });

  describe("text", () => {
    it("leaves composition and phone keyboards to the text field", () => {
      for (const details of [{ composing: true }, { key: "Process" }]) {
        expect(keyboard().key(down("KeyA", details))).toEqual({ intentions: [], handled: false, shortcut: undefined });
      }
      expect(keyboard().key(down("", { key: "Unidentified" })).handled).toBe(false);
    });

    it("goes as UTF-16 units, lines and tabs as keys", () => {
      expect(keyboard().text("é\r\n😀\t").map(short)).toEqual([
        "+U+e9",
        "-U+e9",
        "+1c",
        "-1c",
        "+U+d83d",
        "-U+d83d",
        "+U+de00",
        "-U+de00",
        "+0f",
        "-0f",
      ]);
    });
  });

  describe("the on-screen keyboard", () => {
    it("holds modifiers that no real key holds, until it lets them go", () => {
      const machine = keyboard();
      expect(machine.press("ShiftLeft").map(short)).toEqual(["+2a"]);
      expect(machine.beforePointer(idle)).toEqual([]);
      expect([...machine.press("KeyA"), ...machine.release("KeyA")].map(short)).toEqual(["+1e", "-1e"]);
      expect(machine.release("ShiftLeft").map(short)).toEqual(["-2a"]);
      expect(machine.releaseAll()).toEqual([]);
    });
  });

  it("keeps a CapsLock of the on-screen keyboard while real keys and pointer are used", () => {
    const machine = keyboard();
    expect([...machine.press("CapsLock"), ...machine.release("CapsLock")].map(short)).toEqual(["+3a", "-3a"]);
    expect(machine.hasCapsLock).toBe(true);
    expect([...machine.beforePointer(idle), ...machine.key(down("KeyA")).intentions].map(short)).toEqual(["+1e"]);
  });

  describe("the shortcut of the menu", () => {
    const held = { control: true };
    const both = [down("ControlLeft", held), down("AltLeft", held)];

    it("may be another key with Ctrl and Alt, which the desktop does not see", () => {
      const machine = keyboard();
      machine.menuShortcut = "ctrl-alt-home";
      type(machine, ...both);
      expect(machine.key(down("Home", held))).toMatchObject({ shortcut: "menu", handled: true });
      expect(type(machine, down("Home", { ...held, repeat: true }), up("Home", held))).toEqual([]);
    });

    it("may be none: then all keys go to the desktop", () => {
      const machine = keyboard();
      machine.menuShortcut = "none";
      const all = { ...held, shift: true };
      type(machine, ...both, down("ShiftLeft", all));
      expect(machine.key(down("KeyS", all))).toMatchObject({ shortcut: undefined });
      type(machine, up("KeyS", all));
      expect(machine.key(up("ShiftLeft", held)).shortcut).toBeUndefined();
    });
  });

  it("leaves no key stuck: after the focus is lost, each pressed key has been released exactly once", () => {
    // No two of them share a scancode, as NumLock and Pause do.
    const codes = fc.constantFrom(
      ...["KeyA", "KeyB", "Enter", "End", "Pause", "CapsLock", "ScrollLock", "PrintScreen", "Fn"],
      ...["ShiftLeft", "ShiftRight", "ControlLeft", "ControlRight", "AltLeft", "AltRight", "MetaLeft"],
    );
    const strokes = fc.record({
      direction: fc.constantFrom("down" as const, "up" as const),
      code: codes,
      key: fc.constantFrom("a", "Process", "Dead"),
      repeat: fc.boolean(),
      composing: fc.constantFrom(false, false, false, true),
      state: fc.record({
        shift: fc.boolean(),
        control: fc.boolean(),
        meta: fc.boolean(),
        altGraph: fc.boolean(),
        locks: fc.integer({ min: 0, max: 7 }),
      }),
    });
    const platforms = fc.constantFrom<Platform>("windows", "mac", "other");
    fc.assert(
      fc.property(platforms, fc.boolean(), fc.array(strokes, { maxLength: 60 }), (platform, byCharacter, events) => {
        const machine = keyboard(platform);
        machine.typing = { byCharacter, layout: layoutNamed("fr-fr-azerty"), takesUnicode: true };
        const isDown = new Set<string>();
        const receive = (intentions: readonly Intention[]) => {
          for (const intention of intentions) {
            if (intention.kind !== "key") continue;
            const name = short(intention).slice(1);
            if (!(intention.flags & KeyFlag.Release)) isDown.add(name);
            else expect(isDown.delete(name), `${name} is released without being down`).toBe(true);
          }
        };
        for (const event of events) receive(machine.key(event).intentions);
        receive(machine.releaseAll());
        expect([...isDown]).toEqual([]);
        expect(machine.releaseAll()).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });
});
