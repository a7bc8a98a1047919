import { boundsOf, deviceScale, MOST_MONITORS, monitorsOf, physicalSize } from "../monitors.ts";
import type { ClientSettings, Credentials } from "../settings.ts";
import { SecurityProtocol } from "../transport/x224.ts";
import {
  ChannelOption,
  ClientCapabilityFlag,
  type ClientData,
  ClusterFlag,
  CONNECTION_TYPE_LAN,
  EncryptionMethod,
} from "./client-data.ts";
import { type AutoReconnectProof, type ClientInfo, InfoFlag, performanceFlags } from "./client-info.ts";
import type { Agreement } from "./negotiation.ts";

/** RDP 10.7. */
const RDP_VERSION = 0x0008000c;
/** Windows 11, as a client's build number. */
const CLIENT_BUILD = 22621;
const DYNAMIC_CHANNELS = "drdynvc";
const AUDIO_OUTPUT = "rdpsnd";

/** Characters of the user name in a routing cookie. */
const COOKIE_NAME_LENGTH = 9;

/** The routing token as configured, or the cookie by which load balancers know a user ([MS-RDPBCGR] 2.2.1.1). */
export function routingToken(settings: ClientSettings, credentials: Credentials | undefined): Uint8Array | undefined {
  const name = credentials?.username.slice(0, COOKIE_NAME_LENGTH);
  const text = settings.loadBalanceInfo?.replace(/\r\n$/, "") ?? (name && `Cookie: mstshash=${name}`);
  return text ? Uint8Array.from(text, (letter) => letter.charCodeAt(0) & 0xff) : undefined;
}

/** Names of the static channels that are asked for, in the order in which the server answers. */
export function staticChannelNames(settings: ClientSettings): string[] {
  return [DYNAMIC_CHANNELS, ...settings.staticChannels];
}

/** The client's data blocks for `settings` and what was negotiated. */
export function describeClient(settings: ClientSettings, agreement: Agreement): ClientData {
  const desktop = agreement.extendedClientData ? settings.desktop : { ...settings.desktop, furtherMonitors: [] };
  const monitors = monitorsOf(desktop).slice(0, MOST_MONITORS);
  const { scale, orientation = 0 } = desktop;
  const { width, height } = boundsOf(desktop);
  const [physicalWidth, physicalHeight] = physicalSize(desktop);
  return {
    core: {
      version: RDP_VERSION,
      desktopWidth: width,
      desktopHeight: height,
      highColorDepth: Math.min(settings.colorDepth, 24),
      keyboardLayout: settings.keyboardLayout,
      clientBuild: CLIENT_BUILD,
      clientName: settings.clientName,
      earlyCapabilityFlags: earlyCapabilityFlags(settings),
      // with "autodetect", Windows may overrule the performance flags, and xrdp sends no RemoteFX; both measure the line
      // just the same, because of SupportAutoDetect
      connectionType: CONNECTION_TYPE_LAN,
      serverSelectedProtocol: agreement.protocol,
      physicalWidth,
      physicalHeight,
      orientation,
      desktopScale: scale,
      deviceScale: deviceScale(scale),
    },
    encryptionMethods:
      agreement.protocol === SecurityProtocol.Rdp
        ? EncryptionMethod.Bit40 | EncryptionMethod.Bit56 | EncryptionMethod.Bit128
        : 0,
    cluster: cluster(settings),
    channels: staticChannelNames(settings).map((name) => ({
      name,
      options: ChannelOption.Initialized + ChannelOption.EncryptRdp,
    })),
    extended: agreement.extendedClientData
      ? { multitransport: 0, monitors: monitors.length > 1 ? monitors : [] }
      : undefined,
  };
}

function earlyCapabilityFlags(settings: ClientSettings): number {
  return (
    ClientCapabilityFlag.SupportErrorInfo |
    ClientCapabilityFlag.StrongAsymmetricKeys |
    ClientCapabilityFlag.ValidConnectionType |
    ClientCapabilityFlag.SupportAutoDetect |
    ClientCapabilityFlag.SupportDynamicTimeZone |
    ClientCapabilityFlag.SupportSkipChannelJoin |
    (settings.colorDepth === 32 ? ClientCapabilityFlag.Want32Bpp : 0) |
    (settings.graphicsPipeline ? ClientCapabilityFlag.SupportGraphicsPipeline : 0)
  );
}

/** The console is session 0 by this field's convention. */
function cluster(settings: ClientSettings): ClientData["cluster"] {
  const flags = ClusterFlag.RedirectionSupported | ClusterFlag.Version4;
  const sessionId = settings.redirectedSessionId ?? (settings.console ? 0 : undefined);
  if (sessionId === undefined) return { flags, sessionId: 0 };
  return { flags: flags | ClusterFlag.SessionIdValid, sessionId };
}

/** The Client Info PDU for `settings`. @param credentials undefined: the server asks on its logon screen */
export function describeLogon(
  settings: ClientSettings,
  credentials: Credentials | undefined,
  autoReconnect: AutoReconnectProof | undefined,
): ClientInfo {
  return {
    flags:
      InfoFlag.Mouse |
      InfoFlag.DisableCtrlAltDel |
      InfoFlag.Unicode |
      InfoFlag.MaximizeShell |
      InfoFlag.LogonNotify |
      InfoFlag.EnableWindowsKey |
      InfoFlag.LogonErrors |
      InfoFlag.MouseHasWheel |
      (credentials?.username && credentials.password ? InfoFlag.AutoLogon : 0) |
      soundFlags(settings),
    domain: credentials?.domain ?? "",
    username: credentials?.username ?? "",
    password: credentials?.password ?? "",
    alternateShell: settings.initialProgram ?? "",
    workingDirectory: "",
    clientAddress: "",
    clientDirectory: "",
    timeZone: settings.timeZone,
    performanceFlags: performanceFlags(settings.experience),
    autoReconnect,
  };
}

function soundFlags({ staticChannels, soundAtServer = false, microphone = false }: ClientSettings): number {
  const elsewhere = soundAtServer ? InfoFlag.RemoteConsoleAudio : InfoFlag.NoAudioPlayback;
  return (staticChannels.includes(AUDIO_OUTPUT) ? 0 : elsewhere) | (microphone ? InfoFlag.AudioCapture : 0);
}
