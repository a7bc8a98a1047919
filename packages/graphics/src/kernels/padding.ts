/** Kernels may read so many bytes beyond an input, where they find zeros, and write so many beyond what they work out. */
export const PADDING = 64;
