import type { Bitmap, Rect } from "@passerelle/graphics";
import { beforeEach, expect, test } from "vitest";
import type { Presenter } from "./presenter.ts";
import { Views } from "./views.ts";

/** A canvas that remembers what it was told to show. */
class NotedPresenter implements Presenter {
  readonly method = "2d";
  source: Rect | undefined;
  presented = 0;

  resize(source: Rect): void {
    this.source = source;
    this.presented = 0;
  }

  present(): void {
    this.presented++;
  }
}

const BLACK = { width: 1, height: 1 };
/** Nobody looks at its pixels. */
const FRAMEBUFFER = {} as Bitmap;
const left = { view: 0, x: 0, y: 0, width: 800, height: 600 };
const right = { view: 1, x: 800, y: 100, width: 640, height: 480 };
const both = { width: 1440, height: 600, parts: [left, right] };
const one = { width: 800, height: 600, parts: [] };

let main: NotedPresenter;
let second: NotedPresenter;
let views: Views;

beforeEach(() => {
  main = new NotedPresenter();
  second = new NotedPresenter();
  views = new Views(main);
  views.resize(800, 600);
  views.add(1, second);
});

test("the main view shows everything, and a further one nothing, until the desktop has the size of the arrangement", () => {
  expect(views.arrange(both)).toBe(false);
  expect([main.source, second.source]).toMatchObject([{ x: 0, y: 0, width: 800, height: 600 }, BLACK]);
  views.present(FRAMEBUFFER, [left]);
  expect([main.presented, second.presented]).toEqual([1, 0]);
  views.resize(1440, 600);
  expect(views.parts).toEqual([left, right]);
  expect([main.source, second.source]).toEqual([left, right]);
  views.present(FRAMEBUFFER, [left]);
  expect([main.presented, second.presented]).toEqual([1, 1]);
});

test("an arrangement stays until the desktop has the size of the next one", () => {
  views.arrange(both);
  views.resize(1440, 600);
  const next = { width: 1600, height: 600, parts: [{ ...left, width: 960 }, right] };
  expect(views.arrange(next)).toBe(false);
  expect(views.parts).toEqual([left, right]);
  views.resize(1600, 600);
  expect(views.parts).toEqual(next.parts);
});

test("a desktop of another size than any that was arranged is shown by the main view", () => {
  views.arrange(both);
  views.resize(1440, 600);
  views.resize(1024, 768);
  expect(views.parts).toEqual([]);
  expect([main.source, second.source]).toMatchObject([{ width: 1024, height: 768 }, BLACK]);
});

test("one monitor again is shown at once", () => {
  views.arrange(both);
  views.resize(1440, 600);
  expect(views.arrange(one)).toBe(true);
  views.remove(1);
  expect(main.source).toEqual({ x: 0, y: 0, width: 1440, height: 600 });
  views.present(FRAMEBUFFER, [left]);
  expect([main.presented, second.presented]).toEqual([1, 0]);
});
