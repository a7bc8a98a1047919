import { describe, expect, it, vi } from "vitest";
import { newKernels } from "../testing/kernels.ts";
import { PictureMemory } from "./picture-memory.ts";

const MEBIBYTE = 1024 * 1024;

function memoryOfItsOwn() {
  const kernels = newKernels();
  const memory = new PictureMemory(kernels);
  /** A picture comes, is painted and goes. */
  const show = (size: number) => {
    memory.reserve(size);
    const address = memory.take(size);
    memory.free(size);
    memory.give(address, size);
  };
  return { kernels, show };
}

describe("PictureMemory", () => {
  it("is used again by pictures of about the same size", () => {
    const { kernels, show } = memoryOfItsOwn();
    show(1000 * 1000);
    const allocate = vi.spyOn(kernels, "allocate");
    for (const size of [990_000, 960_000, 930_000, 1_040_000, 1_000_000]) show(size);
    expect(allocate).not.toHaveBeenCalled();
  });

  it("keeps little of what large pictures took", () => {
    const { kernels, show } = memoryOfItsOwn();
    const release = vi.spyOn(kernels, "release");
    for (const size of [128, 64, 32, 16, 8]) show(size * MEBIBYTE);
    expect(release).toHaveBeenCalledTimes(2);
  });
});
