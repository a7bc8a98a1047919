/** Guacamole's values of the parameter `security`. */
export type SecurityMode = "any" | "nla" | "nla-ext" | "tls" | "rdp" | "vmconnect";

/** Who logs on; an empty domain lets the server choose. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
  readonly domain: string;
}

/** TS_TIME_ZONE_INFORMATION ([MS-RDPBCGR] 2.2.1.11.1.1.1.1); biases in minutes as there (UTC = local + bias). */
export interface TimeZone {
  readonly bias: number;
  readonly standardName: string;
  readonly standardBias: number;
  /** When standard time begins; absent when the zone has no daylight saving. */
  readonly standardDate?: TimeZoneChange;
  readonly daylightName: string;
  readonly daylightBias: number;
  readonly daylightDate?: TimeZoneChange;
}

/** TS_SYSTEMTIME as a rule of the year: the `week`-th `dayOfWeek` (0 = Sunday; week 5 = last) of `month` (1 to 12). */
export interface TimeZoneChange {
  readonly month: number;
  readonly dayOfWeek: number;
  readonly week: number;
  readonly hour: number;
  readonly minute: number;
}

/** What the user wants to see and pay for, as performance flags ([MS-RDPBCGR] 2.2.1.11.1.1.1). */
export interface Experience {
  readonly wallpaper: boolean;
  readonly theming: boolean;
  readonly fontSmoothing: boolean;
  readonly fullWindowDrag: boolean;
  readonly desktopComposition: boolean;
  readonly menuAnimations: boolean;
}

/** Degrees clockwise by which a monitor is turned: 90 is portrait ([MS-RDPEDISP] 2.2.2.2.1). */
export type Orientation = 0 | 90 | 180 | 270;

/** What a monitor shows. */
export interface MonitorGeometry {
  /** Pixels, as the monitor stands: a portrait one is higher than wide. */
  readonly width: number;
  readonly height: number;
  /** Percent, 100 to 500. */
  readonly scale: number;
  /** Absent: landscape. */
  readonly orientation?: Orientation;
}

/** A monitor and its place: pixels from the corner of the primary one. */
export interface PlacedMonitor extends MonitorGeometry {
  readonly left: number;
  readonly top: number;
}

/** The desktop that is asked for: its primary monitor, and those beside it. */
export interface DesktopGeometry extends MonitorGeometry {
  /** They touch and do not overlap. */
  readonly furtherMonitors?: readonly PlacedMonitor[];
}

/** The auto-reconnect cookie that a server gave ([MS-RDPBCGR] 5.5). */
export interface AutoReconnectCookie {
  readonly logonId: number;
  /** 16 bytes. */
  readonly randomBits: Uint8Array;
}

/** The modes of H.264 that a client decodes: none, YUV420p alone, or YUV444 as well. */
export type AvcSupport = "none" | "avc420" | "avc444";

/** Everything that one RDP connection is to be. */
export interface ClientSettings {
  readonly security: SecurityMode;
  /** Name or address as the user wrote it: the CredSSP service principal and the TLS server name. */
  readonly hostname: string;
  /** Absent: asked for with `credentialsNeeded` where the security protocol needs them before the desktop is shown. */
  readonly credentials?: Credentials;
  readonly desktop: DesktopGeometry;
  /** 8, 15, 16, 24 or 32. */
  readonly colorDepth: number;
  /** Offer the graphics pipeline ([MS-RDPEGFX]). */
  readonly graphicsPipeline: boolean;
  /** The H.264 that the graphics pipeline may bring. */
  readonly avc: AvcSupport;
  /** Offer RemoteFX and NSCodec surface commands. */
  readonly surfaceCodecs: boolean;
  /** Windows keyboard layout identifier, such as 0x0000040c. */
  readonly keyboardLayout: number;
  /** Cut at 15 characters. */
  readonly clientName: string;
  readonly timeZone: TimeZone;
  readonly experience: Experience;
  /** Connect to the administrative session. */
  readonly console: boolean;
  readonly initialProgram?: string;
  /** Routing token or cookie, sent verbatim in the X.224 Connection Request. */
  readonly loadBalanceInfo?: string;
  readonly preconnection?: { readonly id: number; readonly blob: string };
  readonly autoReconnect?: AutoReconnectCookie;
  /** The session that a redirection leads to: SessionID of [MS-RDPBCGR] 2.2.13.1. */
  readonly redirectedSessionId?: number;
  /**
   * Only find out: the connection ends without failure before anybody is logged on, that is when the server has proven that it
   * takes the credentials or, where it asks for none before the desktop, when the line is secure.
   */
  readonly probe?: boolean;
  /** Names of static channels beside drdynvc, at most 7 characters each; what happens on them is for `ChannelHandler`s. */
  readonly staticChannels: readonly string[];
  /** Sound stays at the server; only without the channel `rdpsnd`. */
  readonly soundAtServer?: boolean;
  /** The server may ask for a microphone ([MS-RDPEAI]). */
  readonly microphone?: boolean;
}
