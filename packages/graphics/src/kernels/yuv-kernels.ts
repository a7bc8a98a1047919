/** What assembly/yuv.ts exports; 0 is answered when all is well, else a number that video/yuv-planes.ts has the words for. */
export interface YuvKernels {
  yuv420ToRgba(
    planes: number,
    planesWidth: number,
    planesHeight: number,
    fromX: number,
    fromY: number,
    target: number,
    targetWidth: number,
    targetHeight: number,
    targetStride: number,
    x: number,
    y: number,
    width: number,
    height: number,
  ): number;
  copyYuv420(
    source: number,
    sourceWidth: number,
    sourceHeight: number,
    fromX: number,
    fromY: number,
    target: number,
    targetWidth: number,
    targetHeight: number,
    x: number,
    y: number,
    width: number,
    height: number,
  ): number;
  yuv444ToRgba(
    version: number,
    main: number,
    mainWidth: number,
    mainHeight: number,
    auxiliary: number,
    auxiliaryWidth: number,
    auxiliaryHeight: number,
    auxiliaryX: number,
    auxiliaryY: number,
    target: number,
    targetWidth: number,
    targetHeight: number,
    targetStride: number,
    x: number,
    y: number,
    width: number,
    height: number,
  ): number;
  splitChroma(pairs: number, planes: number, count: number): void;
}
