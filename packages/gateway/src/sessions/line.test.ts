import { EventEmitter } from "node:events";
import { expect, test, vi } from "vitest";
import type { WebSocket } from "ws";
import { Line } from "./line.ts";

/** A WebSocket whose browser reads only when the test says so. */
class UnreadSocket extends EventEmitter {
  bufferedAmount = 0;
  isPaused = false;
  readonly ping = vi.fn();
  #sent: (() => void)[] = [];

  send(message: Uint8Array, sent: () => void): void {
    this.bufferedAmount += message.length;
    this.#sent.push(sent);
  }

  read(): void {
    this.bufferedAmount = 0;
    for (const sent of this.#sent.splice(0)) sent();
  }

  pause(): void {
    this.isPaused = true;
  }

  resume(): void {
    this.isPaused = false;
  }
}

const MEGABYTE = 1024 * 1024;

test("a browser that takes no answers is not read until it does", () => {
  const socket = new UnreadSocket();
  const line = new Line(socket as unknown as WebSocket, { message: vi.fn(), drained: vi.fn(), closed: vi.fn() });
  for (let sent = 0; sent < 2; sent++) line.send(new Uint8Array(MEGABYTE));
  expect(socket.isPaused).toBe(false);
  line.send(new Uint8Array(1));
  expect(socket.isPaused).toBe(true);
  socket.read();
  expect(socket.isPaused).toBe(false);

  // Answers of the WebSocket library itself count, too.
  socket.bufferedAmount = 9 * MEGABYTE;
  socket.emit("ping");
  expect(socket.isPaused).toBe(true);
  socket.emit("close");
});
