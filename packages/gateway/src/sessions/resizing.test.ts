import type { DesktopGeometry } from "@passerelle/rdp";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { SessionPlan } from "./client-settings.ts";
import { type ResizableDesktop, Resizing } from "./resizing.ts";

const first: DesktopGeometry = { width: 1280, height: 800, scale: 100 };
const smaller: DesktopGeometry = { width: 800, height: 600, scale: 100 };
const sharper: DesktopGeometry = { width: 1280, height: 800, scale: 200 };
const LONG = 60_000;
/** After an activation or a request. */
const PAUSE = 500;

/** A desktop that notes what is asked of it. */
class NotedDesktop implements ResizableDesktop {
  canResize = false;
  readonly asked: (DesktopGeometry | "reconnect")[] = [];
  after = (wait: number, work: () => void) => setTimeout(work, wait);

  resize(desktop: DesktopGeometry): void {
    this.asked.push(desktop);
  }

  reconnect(): void {
    this.asked.push("reconnect");
  }
}

let desktop: NotedDesktop;

function resizing(plan: Partial<SessionPlan> = { resizeMethod: "display-update" }): Resizing {
  const settings = { desktop: first } as SessionPlan["settings"];
  return new Resizing({ settings, display: first, readOnly: false, ...plan } as SessionPlan, desktop);
}

function activeResizing(plan?: Partial<SessionPlan>): Resizing {
  const made = resizing(plan);
  made.connecting();
  made.active(first.width, first.height);
  return made;
}

beforeEach(() => {
  vi.useFakeTimers();
  desktop = new NotedDesktop();
});
afterEach(() => vi.useRealTimers());

describe("a size that is asked for", () => {
  test("before the server can change it is applied once it can", () => {
    const size = activeResizing();
    size.want(smaller);
    vi.advanceTimersByTime(5_000);
    expect(desktop.asked).toEqual([]);
    desktop.canResize = true;
    size.offered(1);
    vi.advanceTimersByTime(LONG);
    expect(desktop.asked).toEqual([smaller]);
  });

  test("before the desktop is there is applied then", () => {
    const size = resizing();
    desktop.canResize = true;
    size.connecting();
    size.want(smaller);
    vi.advanceTimersByTime(LONG);
    expect(desktop.asked).toEqual([]);
    size.active(first.width, first.height);
    vi.advanceTimersByTime(PAUSE);
    expect(desktop.asked).toEqual([smaller]);
  });

  test("while the desktop is won back is what it is connected to with", () => {
    const size = activeResizing();
    desktop.canResize = true;
    size.lost();
    size.want(smaller);
    expect(size.connecting()).toEqual(smaller);
    size.active(smaller.width, smaller.height);
    vi.advanceTimersByTime(LONG);
    expect(desktop.asked).toEqual([]);
  });

  test("while the server activates the desktop again is applied after that", () => {
    const size = activeResizing();
    desktop.canResize = true;
    size.offered(1);
    vi.advanceTimersByTime(LONG);
    size.want(sharper);
    desktop.canResize = false;
    vi.advanceTimersByTime(1_000);
    size.want({ ...sharper });
    size.want(smaller);
    size.want(sharper);
    vi.advanceTimersByTime(1_000);
    expect(desktop.asked).toEqual([]);
    desktop.canResize = true;
    size.active(first.width, first.height);
    vi.advanceTimersByTime(PAUSE);
    expect(desktop.asked).toEqual([sharper]);
  });

  test("many times at once is asked of the server once, and then not before half a second is over", () => {
    const size = activeResizing();
    desktop.canResize = true;
    for (let width = 400; width <= 1000; width += 2) size.want({ ...first, width });
    vi.advanceTimersByTime(PAUSE);
    size.want(smaller);
    size.want(sharper);
    vi.advanceTimersByTime(499);
    expect(desktop.asked).toEqual([{ ...first, width: 1000 }]);
    vi.advanceTimersByTime(1);
    expect(desktop.asked).toEqual([{ ...first, width: 1000 }, sharper]);
  });

  test("while the server changes its size waits until it has rested from that", () => {
    const size = activeResizing();
    desktop.canResize = true;
    size.offered(1);
    size.want(smaller);
    vi.advanceTimersByTime(PAUSE);
    desktop.canResize = false;
    size.want(sharper);
    vi.advanceTimersByTime(LONG);
    desktop.canResize = true;
    size.active(smaller.width, smaller.height);
    vi.advanceTimersByTime(PAUSE - 1);
    expect(desktop.asked).toEqual([smaller]);
    vi.advanceTimersByTime(1);
    expect(desktop.asked).toEqual([smaller, sharper]);
  });

  test("and that the server does not give is not asked for again", () => {
    const size = activeResizing();
    desktop.canResize = true;
    size.want(smaller);
    vi.advanceTimersByTime(PAUSE);
    size.active(640, 480);
    size.want(smaller);
    size.offered(1);
    vi.advanceTimersByTime(LONG);
    expect(desktop.asked).toEqual([smaller]);
  });

  test("is dropped when the first one is wanted again in time", () => {
    const size = activeResizing();
    size.want(smaller);
    size.want({ ...first });
    desktop.canResize = true;
    size.offered(1);
    vi.advanceTimersByTime(LONG);
    expect(desktop.asked).toEqual([]);
  });
});

describe("connecting anew", () => {
  test("is the way where the connection says so", () => {
    const size = activeResizing({ resizeMethod: "reconnect" });
    desktop.canResize = true;
    size.want(smaller);
    vi.advanceTimersByTime(PAUSE);
    expect(desktop.asked).toEqual(["reconnect"]);
    expect(size.connecting()).toEqual(smaller);
  });

  test("is the way to a server that has offered nothing in a fair time", () => {
    const size = activeResizing();
    size.want(smaller);
    vi.advanceTimersByTime(14_000);
    expect(desktop.asked).toEqual([]);
    vi.advanceTimersByTime(1_000);
    expect(desktop.asked).toEqual(["reconnect"]);
  });

  test("is the way to a server that has withdrawn its offer", () => {
    const size = activeResizing();
    desktop.canResize = true;
    size.offered(1);
    vi.advanceTimersByTime(LONG);
    desktop.canResize = false;
    size.offered(0);
    size.want(smaller);
    vi.advanceTimersByTime(14_000);
    expect(desktop.asked).toEqual([]);
    vi.advanceTimersByTime(1_000);
    expect(desktop.asked).toEqual(["reconnect"]);
  });

  test("is no way to a server that has a size of its own", () => {
    const size = resizing();
    size.connecting();
    size.active(1920, 1080);
    size.want(smaller);
    vi.advanceTimersByTime(LONG);
    expect(desktop.asked).toEqual([]);
  });
});

test.each([{}, { readOnly: true, resizeMethod: "reconnect" as const }])("a desktop stays as it is with %o", (plan) => {
  const size = activeResizing(plan);
  desktop.canResize = true;
  size.want(smaller);
  vi.advanceTimersByTime(LONG);
  expect(desktop.asked).toEqual([]);
  expect(size.connecting()).toEqual(first);
});

test.each([
  [{ resizeMethod: "display-update" as const }, 1, 4],
  [{ resizeMethod: "reconnect" as const }, 16, 16],
  [{}, 1, 1],
  [{ resizeMethod: "display-update" as const, readOnly: true }, 1, 1],
])("with %o a desktop may have %d monitors before its server offers 4, then %d", (plan, before, after) => {
  const size = activeResizing(plan);
  expect(size.mostMonitors).toBe(before);
  size.offered(4);
  expect(size.mostMonitors).toBe(after);
  size.lost();
  expect(size.mostMonitors).toBe(before);
});

test("a size that parameters fix lasts until the browser has another one", () => {
  const fixed: DesktopGeometry = { width: 1024, height: 768, scale: 100 };
  const settings = { desktop: fixed } as SessionPlan["settings"];
  const size = activeResizing({ settings, resizeMethod: "display-update" });
  expect(size.connecting()).toEqual(fixed);
  size.want({ ...first });
  expect(size.connecting()).toEqual(fixed);
  size.want(smaller);
  expect(size.connecting()).toEqual(smaller);
});
