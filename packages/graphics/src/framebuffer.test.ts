import { expect, test, vi } from "vitest";
import { GraphicsDecodeError } from "./decode-error.ts";
import { Framebuffer } from "./framebuffer.ts";
import { newKernels } from "./testing/kernels.ts";

test("a framebuffer begins black, and stays as it is where another cannot begin", () => {
  const kernels = newKernels();
  const framebuffer = new Framebuffer(kernels);
  framebuffer.begin(3, 2, "test");
  const { bitmap } = framebuffer;
  expect([...bitmap.words]).toEqual(new Array(6).fill(0xff000000));
  const release = vi.spyOn(kernels, "release");
  expect(() => framebuffer.begin(0, 5, "test")).toThrow(GraphicsDecodeError);
  vi.spyOn(kernels, "allocate").mockImplementationOnce(() => {
    throw new GraphicsDecodeError("memory", "no room");
  });
  expect(() => framebuffer.begin(4, 4, "test")).toThrow(/no room/);
  expect(framebuffer.bitmap).toBe(bitmap);
  expect(release).not.toHaveBeenCalled();
  framebuffer.begin(1, 1, "test");
  expect(release).toHaveBeenCalledWith(bitmap.address);
});
