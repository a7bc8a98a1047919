export { allocate, initialize, release } from "./memory";
export { copyYuv420, splitChroma, yuv420ToRgba, yuv444ToRgba } from "./yuv";
