import type { FieldType, Group, Parameter } from "./form.ts";

function field(type: FieldType, name: string, fallback?: string): Parameter {
  return { name, type, ...(fallback !== undefined && { fallback }) };
}

const text = (name: string, fallback?: string) => field("TEXT", name, fallback);
const flag = (name: string) => field("BOOLEAN", name, "false");
const zone = (name: string) => field("TIMEZONE", name);
const user = (name: string) => field("USERNAME", name);
const secret = (name: string, type: FieldType = "PASSWORD"): Parameter => ({ ...field(type, name), secret: true });

function choice(name: string, options: readonly string[], fallback?: string): Parameter {
  return { ...field("ENUM", name, fallback), options };
}

function number(name: string, least: number, most: number, fallback?: number): Parameter {
  return { ...field("NUMERIC", name, fallback?.toString()), range: [least, most] };
}

/** Their function is not there yet: they are stored, and do nothing. */
function later(...parameters: readonly Parameter[]): Parameter[] {
  return parameters.map((parameter) => ({ ...parameter, later: true }));
}

const MAX_PORT = 65_535;
const MAX_INTEGER = 2 ** 31 - 1;

const SERVER_LAYOUTS = [
  ...["cs-cz-qwertz", "da-dk-qwerty", "de-ch-qwertz", "de-de-qwertz", "en-gb-qwerty", "en-us-qwerty", "es-es-qwerty"],
  ...["es-latam-qwerty", "failsafe", "fr-be-azerty", "fr-ca-qwerty", "fr-ch-qwertz", "fr-fr-azerty", "hu-hu-qwertz"],
  ...["it-it-qwerty", "ja-jp-qwerty", "no-no-qwerty", "pl-pl-qwerty", "pt-br-qwerty", "pt-pt-qwerty", "ro-ro-qwerty"],
  ...["sv-se-qwerty", "tr-tr-qwerty"],
];

/** Guacamole's RDP parameters (1.6 and the versions to come), in its groups and under its names. */
export const RDP_PARAMETERS: readonly Group[] = [
  {
    name: "network",
    parameters: [text("hostname"), number("port", 1, MAX_PORT, 3389), number("timeout", 1, 3600, 10)],
  },
  {
    name: "authentication",
    parameters: [
      user("username"),
      secret("password"),
      text("domain"),
      choice("security", ["any", "nla", "nla-ext", "rdp", "tls", "vmconnect"], "any"),
      ...later(flag("disable-auth")),
      flag("ignore-cert"),
      flag("cert-tofu"),
      text("cert-fingerprints"),
    ],
  },
  {
    name: "gateway",
    parameters: later(
      text("gateway-hostname"),
      number("gateway-port", 1, MAX_PORT, 443),
      user("gateway-username"),
      secret("gateway-password"),
      text("gateway-domain"),
    ),
  },
  {
    name: "basic-parameters",
    parameters: [
      text("initial-program"),
      text("client-name", "Guacamole RDP"),
      choice("server-layout", SERVER_LAYOUTS, "en-us-qwerty"),
      zone("timezone"),
      flag("enable-touch"),
      flag("console"),
    ],
  },
  {
    name: "display",
    parameters: [
      number("width", 0, 8192),
      number("height", 0, 8192),
      number("dpi", 0, 1000),
      choice("color-depth", ["8", "16", "24", "32"]),
      flag("force-lossless"),
      choice("resize-method", ["display-update", "reconnect"]),
      flag("read-only"),
    ],
  },
  {
    name: "clipboard",
    parameters: [
      choice("normalize-clipboard", ["preserve", "unix", "windows"], "preserve"),
      choice("clipboard-buffer-size", ["262144", "1048576", "10485760", "52428800"], "10485760"),
      flag("disable-copy"),
      flag("disable-paste"),
    ],
  },
  {
    name: "device-redirection",
    parameters: [
      flag("console-audio"),
      flag("disable-audio"),
      flag("enable-audio-input"),
      flag("enable-printing"),
      text("printer-name", "Passerelle"),
      flag("enable-drive"),
      text("drive-name", "Passerelle"),
      flag("disable-download"),
      flag("disable-upload"),
      text("drive-path"),
      flag("create-drive-path"),
      ...later(text("static-channels")),
    ],
  },
  {
    name: "performance",
    parameters: [
      flag("enable-wallpaper"),
      flag("enable-theming"),
      flag("enable-font-smoothing"),
      flag("enable-full-window-drag"),
      flag("enable-desktop-composition"),
      flag("enable-menu-animations"),
      flag("disable-bitmap-caching"),
      flag("disable-offscreen-caching"),
      flag("disable-glyph-caching"),
      flag("disable-gfx"),
    ],
  },
  { name: "remoteapp", parameters: later(text("remote-app"), text("remote-app-dir"), text("remote-app-args")) },
  {
    name: "preconnection-pdu",
    parameters: [number("preconnection-id", 0, MAX_INTEGER), text("preconnection-blob")],
  },
  { name: "load-balancing", parameters: [text("load-balance-info")] },
  {
    name: "recording",
    parameters: later(
      text("recording-path"),
      text("recording-name", "recording"),
      flag("recording-exclude-output"),
      flag("recording-exclude-mouse"),
      flag("recording-exclude-touch"),
      flag("recording-include-keys"),
      flag("recording-include-clipboard"),
      flag("create-recording-path"),
      flag("recording-write-existing"),
    ),
  },
  {
    name: "sftp",
    parameters: later(
      flag("enable-sftp"),
      text("sftp-hostname"),
      number("sftp-port", 1, MAX_PORT, 22),
      number("sftp-timeout", 1, 3600, 10),
      text("sftp-host-key"),
      user("sftp-username"),
      secret("sftp-password"),
      secret("sftp-private-key", "MULTILINE"),
      secret("sftp-passphrase"),
      field("MULTILINE", "sftp-public-key"),
      text("sftp-root-directory", "/"),
      text("sftp-directory"),
      number("sftp-server-alive-interval", 0, MAX_INTEGER, 0),
      flag("sftp-disable-download"),
      flag("sftp-disable-upload"),
    ),
  },
  {
    name: "wol",
    parameters: later(
      flag("wol-send-packet"),
      text("wol-mac-addr"),
      text("wol-broadcast-addr", "255.255.255.255"),
      number("wol-udp-port", 1, MAX_PORT, 9),
      number("wol-wait-time", 0, MAX_INTEGER, 0),
    ),
  },
];

/** What a sharing profile may take away from its guests. */
export const SHARING_PARAMETERS: readonly Group[] = [
  { name: "display", parameters: [flag("read-only")] },
  { name: "clipboard", parameters: [flag("disable-copy"), flag("disable-paste")] },
];
