// How a tile's work and what is kept of a tile lie in memory, for TypeScript and the kernels; offsets in bytes. Addresses
// and lengths are u32.

/** A job: all that is to be done with one tile. */
export const JOB_SIZE = 16;
/** Address of what is kept of the tile, see STATE_SIZE; 0: it is not kept. */
export const JOB_STATE = 0;
/** Address of the first command. */
export const JOB_COMMANDS = 4;
/** Address of the pixel where the tile's (0, 0) lies, on the target or beyond its left or upper border. */
export const JOB_TARGET = 8;
/** Words from one of the target's rows to the next. */
export const JOB_STRIDE = 12;

/** Address of the job's next command; 0 after the last. */
export const COMMAND_NEXT = 0;
/** A byte, one of those that follow. */
export const COMMAND_KIND = 4;

/** Decode a first or only pass. */
export const DECODE_FIRST = 1;
/** A byte of FIRST_* flags. */
export const FIRST_FLAGS = 5;
/** It adds to what the tile has. */
export const FIRST_IS_DIFFERENCE = 1;
/** The reduce-extrapolate transform instead of the plain one. */
export const FIRST_IS_EXTRAPOLATED = 2;
/** Upgrades may follow. */
export const FIRST_IS_UPGRADABLE = 4;
/** RLGR3 instead of RLGR1. */
export const FIRST_IS_RLGR3 = 8;
/** Of Y, Cb and Cr address and length. */
export const FIRST_DATA = 8;
/** For each component and band a byte: by how many bits to shift up. */
export const FIRST_SHIFTS = 32;
export const FIRST_SIZE = 64;

/** Decode an upgrade. */
export const DECODE_UPGRADE = 2;
/** Of Y, Cb and Cr address and length of SRL and of raw data. */
export const UPGRADE_DATA = 8;
export const UPGRADE_SHIFTS = 56;
/** For each component and band a byte: how many bits it gets. */
export const UPGRADE_BITS = 88;
export const UPGRADE_SIZE = 120;

/** Show a part of the tile as it is now. */
export const PAINT = 3;
/** x, y, width and height within the tile, a byte each. */
export const PAINT_RECT = 8;
export const PAINT_SIZE = 12;
/** What is left of a PAINT that another one makes superfluous. */
export const NOTHING = 0;

/** What is kept of a tile; zeros are a blank one. For each component, u16: a bit for each band that is more than zeros. */
export const STATE_PRESENT = 0;
/** The same for the bands' signs. */
export const STATE_SIGNIFICANT = 6;
/** A byte: which transform. */
export const STATE_EXTRAPOLATED = 12;
/** 3 * 4096 i16; of bands that are not present they are undefined. */
export const STATE_COEFFICIENTS = 16;
/**
 * 3 * 4096 i8: the signs of what the first pass sent and of what upgrades found since; zero is not yet significant.
 * Of bands that are not significant they are undefined.
 */
export const STATE_SIGNS = 16 + 3 * 8192;
/** With what kernels may read beyond the signs. */
export const STATE_SIZE = 16 + 3 * 8192 + 3 * 4096 + 64;
