import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { ServerContents } from "./server-contents.ts";

/** A server that is asked for its clipboard, and what came of that. */
class Scene {
  /** Formats that were asked for since they were taken last. */
  asked: number[] = [];
  isWaiting = false;
  readonly heard: (string | undefined)[] = [];
  readonly contents = new ServerContents(
    (pdu) => this.asked.push(pdu.type === "dataRequest" ? pdu.format : Number.NaN),
    (isWaiting) => {
      this.isWaiting = isWaiting;
    },
  );

  ask(format: number): void {
    this.contents.requestData(format, 100, ({ data }) => this.heard.push(data && new TextDecoder().decode(data)));
  }

  answer(text: string): void {
    this.contents.dataArrived({ data: new TextEncoder().encode(text) });
  }

  take(): number[] {
    const { asked } = this;
    this.asked = [];
    return asked;
  }
}

describe("requests that are given up", () => {
  let scene: Scene;
  beforeEach(() => {
    scene = new Scene();
    scene.ask(1);
    scene.ask(2);
    scene.take();
    scene.contents.giveUpData();
  });

  test("come back empty, and the next one is asked", () => {
    expect(scene.heard).toEqual([undefined]);
    expect(scene.take()).toEqual([2]);
    expect(scene.isWaiting).toBe(true);
  });

  test("leave their late answers to nobody", () => {
    scene.answer("late");
    scene.answer("two");
    expect(scene.heard).toEqual([undefined, "two"]);
    expect(scene.isWaiting).toBe(false);
    // What was asked twice is answered twice.
    scene.answer("two");
    scene.ask(1);
    scene.answer("one");
    expect(scene.heard).toEqual([undefined, "two", "one"]);
  });

  test("take no answers from others when their own never comes", () => {
    scene.answer("two");
    scene.answer("two");
    scene.ask(1);
    scene.answer("one");
    expect(scene.heard).toEqual([undefined, "two", "one"]);
  });

  test("one after the other have as many late answers", () => {
    scene.contents.giveUpData();
    scene.ask(3);
    for (const text of ["late one", "late two", "three"]) scene.answer(text);
    expect(scene.heard).toEqual([undefined, undefined, "three"]);
  });
});

const step = fc.record({ format: fc.nat(2), isAnswered: fc.boolean(), isNew: fc.boolean() });

test.each([
  ["late, in the order of the requests", false],
  ["never", true],
])("no request gets another's answer where those that are given up are answered %s", (_, areLost) => {
  const property = fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
    const scene = new Scene();
    let version = 0;
    /** What the server has still to answer. */
    let owed: string[] = [];
    const listen = () => owed.push(...scene.take().map((format) => `${version} ${format}`));
    for (const { format, isAnswered, isNew } of steps) {
      if (isNew) {
        version++;
        scene.contents.replaced();
      }
      scene.ask(format);
      listen();
      while (isAnswered && owed.length > 0) {
        scene.answer(owed.shift() ?? "");
        listen();
      }
      scene.contents.giveUpData();
      expect(scene.heard.pop()).toBe(isAnswered ? `${version} ${format}` : undefined);
      if (areLost) owed = [];
    }
  });
  fc.assert(property, { numRuns: 200 });
});
