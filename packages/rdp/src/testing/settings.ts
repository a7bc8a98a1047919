import type { ClientSettings } from "../settings.ts";

/** Settings of a plain connection by TLS; tests replace what they are about. */
export function clientSettings(replaced: Partial<ClientSettings> = {}): ClientSettings {
  return {
    security: "tls",
    hostname: "desktop.test",
    desktop: { width: 1024, height: 768, scale: 100 },
    colorDepth: 32,
    graphicsPipeline: false,
    avc: "none",
    surfaceCodecs: true,
    keyboardLayout: 0x040c,
    clientName: "passerelle",
    timeZone: {
      bias: -60,
      standardName: "Romance Standard Time",
      standardBias: 0,
      standardDate: { month: 10, dayOfWeek: 0, week: 5, hour: 3, minute: 0 },
      daylightName: "Romance Daylight Time",
      daylightBias: -60,
      daylightDate: { month: 3, dayOfWeek: 0, week: 5, hour: 2, minute: 0 },
    },
    experience: {
      wallpaper: true,
      theming: true,
      fontSmoothing: true,
      fullWindowDrag: true,
      desktopComposition: true,
      menuAnimations: true,
    },
    console: false,
    staticChannels: [],
    ...replaced,
  };
}
