/**
 * What Apache Guacamole's guacd needed for the same activities (one session at 1920x1080, medians of three runs), and
 * where: 2 virtual cores (AMD EPYC 2.45 GHz, AVX2), 24 GB, Debian 12.11, kernel 6.18, everything on one machine;
 * guacd 1.6.1 (commit 6719b20d) built with gcc 12.2 -O2, FreeRDP 2.11.7; freerdp-shadow 2.11.7, xrdp 0.9.21.1.
 * guacamole-client (Tomcat) is not in these figures.
 */
export interface GuacdFigures {
  /** Of the gateway, a session-minute. */
  readonly cpuSeconds: number;
  /** MiB of PSS over the idle guacd. */
  readonly memory: number;
  /** To the browser, a minute. */
  readonly megabytes: number;
  readonly framesPerSecond: number;
}

/** By set-up and activity. */
export const GUACD: Readonly<Record<string, Readonly<Record<string, GuacdFigures>>>> = {
  "shadow-gfx": {
    idle: { cpuSeconds: 0.2, memory: 48.6, megabytes: 0.08, framesPerSecond: 1 },
    office: { cpuSeconds: 16.85, memory: 51, megabytes: 50.44, framesPerSecond: 6.8 },
    scroll: { cpuSeconds: 44.7, memory: 53, megabytes: 114.26, framesPerSecond: 4.3 },
    video: { cpuSeconds: 41.58, memory: 47.4, megabytes: 78.54, framesPerSecond: 23.3 },
  },
  "shadow-nogfx": {
    idle: { cpuSeconds: 0.18, memory: 37.8, megabytes: 0.03, framesPerSecond: 1 },
    office: { cpuSeconds: 7.57, memory: 41.9, megabytes: 10.46, framesPerSecond: 7.8 },
    scroll: { cpuSeconds: 30.34, memory: 44.1, megabytes: 44.57, framesPerSecond: 10.8 },
    video: { cpuSeconds: 27.33, memory: 38.5, megabytes: 59.09, framesPerSecond: 16.1 },
  },
  "xrdp-rfx": {
    idle: { cpuSeconds: 0.16, memory: 48.8, megabytes: 0.08, framesPerSecond: 1 },
    office: { cpuSeconds: 18.01, memory: 50.9, megabytes: 53.29, framesPerSecond: 7.4 },
    scroll: { cpuSeconds: 47.68, memory: 52.9, megabytes: 126.88, framesPerSecond: 5.2 },
    video: { cpuSeconds: 43.31, memory: 47.1, megabytes: 79.39, framesPerSecond: 23.9 },
  },
};

export interface GuacdLatency {
  /** Key press to the end of the frame, milliseconds: median and 95th percentile. */
  readonly total: readonly [number, number];
  /** From the first bytes of the RDP server to the picture. */
  readonly added: readonly [number, number];
}

export const GUACD_LATENCY: Readonly<Record<string, GuacdLatency>> = {
  "shadow-gfx": { total: [46.5, 58.2], added: [18.2, 24.9] },
  "shadow-nogfx": { total: [54.1, 83], added: [13.5, 20.4] },
  "xrdp-rfx": { total: [23.8, 29.7], added: [16, 19.3] },
};
