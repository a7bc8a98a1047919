/** Where this instance puts what it needs for a moment: each thread has its own. */
export let scratch: usize = 0;

/** Call it once, before any kernel. @param address of SCRATCH_SIZE (../kernels.ts) bytes, 16-byte aligned, this instance's own */
export function initialize(address: usize): void {
  scratch = address;
}

/** Zeroed memory, 16-byte aligned. Traps when there is no more. */
export function allocate(bytes: usize): usize {
  const address = heap.alloc(bytes);
  memory.fill(address, 0, bytes);
  return address;
}

export function release(address: usize): void {
  heap.free(address);
}
