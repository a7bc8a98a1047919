import type { ClientSettings, Credentials, DesktopGeometry, Experience, SecurityMode } from "@passerelle/rdp";
import type { Attach } from "@passerelle/tunnel";
import { type DevicePlan, planDevices } from "../devices/device-plan.ts";
import { LATER_PARAMETERS } from "../parameters/connection-parameters.ts";
import type { CertificatePolicy } from "./certificate-policy.ts";
import { ConnectionParameters, MisconfiguredError } from "./connection-parameters.ts";
import { desktopFor } from "./desktop-geometry.ts";
import { KEYBOARD_LAYOUTS, SERVER_LAYOUTS, type ServerLayout } from "./keyboard-layouts.ts";
import type { Tokens } from "./parameter-tokens.ts";
import type { StoredConnection } from "./session-store.ts";
import { isTimeZone, timeZoneOf } from "./time-zone.ts";

const RESIZE_METHODS = ["display-update", "reconnect"] as const;
type ResizeMethod = (typeof RESIZE_METHODS)[number];

/** What a stored connection asks for, ready to be opened. */
export interface SessionPlan {
  readonly settings: ClientSettings;
  readonly port: number;
  /** What is stored of the user's credentials; the user is asked for the rest. */
  readonly knownCredentials: Partial<Credentials>;
  /** Seconds until a host that does not answer is given up. */
  readonly connectTimeout: number;
  readonly certificates: CertificatePolicy;
  readonly readOnly: boolean;
  /** The desktop's keyboard layout, for the page. */
  readonly layout: ServerLayout;
  readonly devices: DevicePlan;
  /** What the browser has room for at the beginning; parameters may make another `settings.desktop` of it. */
  readonly display: DesktopGeometry;
  /** Percent, whatever screen the browser is on. */
  readonly scale?: number;
  /** Absent: the desktop keeps the size it was opened with. */
  readonly resizeMethod?: ResizeMethod;
  /** Parameters that are set, known to Guacamole, and not yet acted upon here. */
  readonly ignored: readonly string[];
}

const SECURITY_MODES: readonly SecurityMode[] = ["any", "nla", "nla-ext", "tls", "rdp", "vmconnect"];
const DEFAULT_PORT = 3389;
/** Hyper-V's console of virtual machines. */
const VMCONNECT_PORT = 2179;
const DEFAULT_CONNECT_TIMEOUT = 10;
const DOTS_PER_INCH_AT_100_PERCENT = 96;
const MOST_SIDE = 8192;
/** What fits an X.224 Connection Request ([MS-RDPBCGR] 2.2.1.1) beside the rest. */
const MOST_LOAD_BALANCE_INFO = 238;

/** A session without these would be another one than the administrator asked for. */
const UNSUPPORTED = ["gateway-hostname", "remote-app"];

/**
 * Reads Guacamole's RDP parameters.
 * Throws MisconfiguredError for a value that cannot be used.
 */
export function planSession(connection: StoredConnection, tokens: Tokens, attach: Attach, now: Date): SessionPlan {
  if (connection.protocol !== "rdp") throw new MisconfiguredError("protocol", `${connection.protocol} is not rdp`);
  const parameters = new ConnectionParameters(connection.parameters, tokens);
  for (const name of UNSUPPORTED) {
    if (parameters.has(name)) throw new MisconfiguredError(name, "is not supported yet");
  }
  const security = parameters.choice("security", SECURITY_MODES) ?? "any";
  const resizeMethod = parameters.choice("resize-method", RESIZE_METHODS);
  const knownCredentials = storedCredentials(parameters);
  const scale = scaleOf(parameters);
  const display = desktopFor(attach.display, scale);
  const devices = planDevices(parameters);
  return {
    settings: {
      ...clientSettings(parameters, security, knownCredentials, attach, display, now),
      soundAtServer: devices.sound === "server",
      microphone: devices.microphone,
    },
    layout: layoutOf(parameters),
    devices,
    display,
    ...(scale !== undefined && { scale }),
    knownCredentials,
    port: parameters.integer("port", 1, 65_535) ?? (security === "vmconnect" ? VMCONNECT_PORT : DEFAULT_PORT),
    connectTimeout: parameters.integer("timeout", 1, 300) ?? DEFAULT_CONNECT_TIMEOUT,
    certificates: {
      ignore: parameters.flag("ignore-cert"),
      trustOnFirstUse: parameters.flag("cert-tofu"),
      fingerprints: parameters.text("cert-fingerprints")?.split(",") ?? [],
    },
    readOnly: parameters.flag("read-only"),
    ...(resizeMethod && { resizeMethod }),
    ignored: LATER_PARAMETERS.filter((name) => parameters.has(name)),
  };
}

function clientSettings(
  parameters: ConnectionParameters,
  security: SecurityMode,
  known: Partial<Credentials>,
  attach: Attach,
  display: DesktopGeometry,
  now: Date,
): ClientSettings {
  const hostname = parameters.text("hostname")?.trim();
  if (!hostname) throw new MisconfiguredError("hostname", "is not set");
  const initialProgram = parameters.text("initial-program");
  const loadBalanceInfo = parameters.text("load-balance-info", MOST_LOAD_BALANCE_INFO);
  const preconnection = preconnectionOf(parameters);
  return {
    security,
    hostname,
    ...(known.username && known.password && { credentials: credentialsFrom(known) }),
    desktop: desktopOf(parameters, display),
    ...picturesOf(parameters, attach),
    keyboardLayout: KEYBOARD_LAYOUTS[layoutOf(parameters)],
    clientName: (parameters.text("client-name") ?? "Passerelle").slice(0, 15),
    timeZone: timeZoneOf(timeZoneName(parameters, attach), now),
    experience: experienceOf(parameters),
    console: parameters.flag("console"),
    ...(initialProgram && { initialProgram }),
    ...(loadBalanceInfo && { loadBalanceInfo }),
    ...(preconnection && { preconnection }),
    staticChannels: [],
  };
}

function storedCredentials(parameters: ConnectionParameters): Partial<Credentials> {
  const username = parameters.text("username");
  const password = parameters.text("password");
  const domain = parameters.text("domain");
  return {
    ...(username && { username }),
    // The token is still there when nobody typed a password at sign-in: the user is asked.
    ...(password && !/\$\{GUAC_PASSWORD\b/.test(password) && { password }),
    ...(domain && { domain }),
  };
}

/** Takes `DOMAIN\user` apart; `user@domain` goes to the server as it is. */
export function credentialsFrom(given: Partial<Credentials>): Credentials {
  const { username = "", password = "", domain = "" } = given;
  const backslash = username.indexOf("\\");
  if (backslash < 0) return { username, password, domain };
  return { username: username.slice(backslash + 1), password, domain: username.slice(0, backslash) || domain };
}

/** The desktop to begin with. */
function desktopOf(parameters: ConnectionParameters, display: DesktopGeometry): DesktopGeometry {
  return desktopFor({
    ...display,
    // Older servers want a multiple of four.
    width: (parameters.integer("width", 1, MOST_SIDE) ?? display.width) & ~3,
    height: parameters.integer("height", 1, MOST_SIDE) ?? display.height,
  });
}

/** Percent, if the parameters have it and not the browser. */
function scaleOf(parameters: ConnectionParameters): number | undefined {
  const dpi = parameters.integer("dpi", 1, 1000);
  return dpi === undefined ? undefined : Math.round((dpi * 100) / DOTS_PER_INCH_AT_100_PERCENT);
}

type PictureSettings = Pick<ClientSettings, "colorDepth" | "graphicsPipeline" | "avc" | "surfaceCodecs">;

/**
 * Of what the pictures may be made. Servers choose among all codecs of the graphics pipeline, and its progressive one cannot
 * be declined: lossless are the bitmaps of before. Nothing is to be done for `disable-bitmap-caching` and its like: the
 * caches of drawing orders are never offered.
 */
function picturesOf(parameters: ConnectionParameters, attach: Attach): PictureSettings {
  const lossless = parameters.flag("force-lossless");
  const graphics = !lossless && !parameters.flag("disable-gfx");
  const asked = parameters.choice("color-depth", ["8", "15", "16", "24", "32"]);
  const depthOfBitmaps = Number(asked ?? (lossless ? "32" : "16"));
  return {
    colorDepth: graphics ? 32 : depthOfBitmaps,
    graphicsPipeline: graphics,
    avc: graphics ? attach.decodes.avc : "none",
    surfaceCodecs: graphics,
  };
}

function timeZoneName(parameters: ConnectionParameters, attach: Attach): string {
  const asked = parameters.text("timezone");
  if (asked !== undefined && !isTimeZone(asked)) throw new MisconfiguredError("timezone", "is not a known time zone");
  return asked ?? (isTimeZone(attach.timezone) ? attach.timezone : "UTC");
}

function experienceOf(parameters: ConnectionParameters): Experience {
  return {
    wallpaper: parameters.flag("enable-wallpaper"),
    theming: parameters.flag("enable-theming"),
    fontSmoothing: parameters.flag("enable-font-smoothing"),
    fullWindowDrag: parameters.flag("enable-full-window-drag"),
    desktopComposition: parameters.flag("enable-desktop-composition"),
    menuAnimations: parameters.flag("enable-menu-animations"),
  };
}

function preconnectionOf(parameters: ConnectionParameters): ClientSettings["preconnection"] {
  const id = parameters.integer("preconnection-id", 0, 0xffff_ffff);
  const blob = parameters.text("preconnection-blob");
  if (id === undefined && blob === undefined) return undefined;
  return { id: id ?? 0, blob: blob ?? "" };
}

function layoutOf(parameters: ConnectionParameters): ServerLayout {
  return parameters.choice("server-layout", SERVER_LAYOUTS) ?? "en-us-qwerty";
}
