import { type Mock, vi } from "vitest";

/** A logger whose calls a test can read. */
export function silentLogger(): Record<"info" | "warn" | "error", Mock> {
  return { info: vi.fn(), warn: vi.fn(), error: vi.fn() };
}
