// What a kernel returns when it stops; ../problems.ts has the words for each. All is well with 0.

/** The data ends too early. */
export const CUT_OFF: i32 = 1;
/** A run, an order or a segment goes beyond what it may fill. */
export const BEYOND: i32 = 2;
/** Pixels are left that nothing fills. */
export const MISSING: i32 = 3;
/** A value that means nothing. */
export const UNKNOWN: i32 = 4;
/** Something reaches outside the bitmap. */
export const OUTSIDE: i32 = 5;
/** More work than one message may make. */
export const TOO_MUCH: i32 = 6;
