import { expect, it, vi } from "vitest";
import { Line } from "./line.ts";

const made = vi.fn();

class FakeSocket {
  constructor(url: string) {
    made(url);
  }

  close(): void {}
}

it("makes no socket once it was ended", () => {
  vi.stubGlobal("WebSocket", FakeSocket);
  const listener = { attach: vi.fn(), message: vi.fn(), state: vi.fn(), signedOut: vi.fn() };
  const line = new Line("ws://127.0.0.1/", "http://127.0.0.1/", listener);
  line.open();
  line.open();
  expect(made).toHaveBeenCalledTimes(2);
  line.close();
  line.open();
  expect(made).toHaveBeenCalledTimes(2);
  vi.unstubAllGlobals();
});
