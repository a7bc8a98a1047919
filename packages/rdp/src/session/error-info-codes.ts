import type { ClientFailureCode } from "../output.ts";

/** A code's specification name, what it is to us, and the sentence for the user. */
export type CodeMeaning = readonly [name: string, code: ClientFailureCode, message: string];

const administratorDisconnected =
  "An administrator disconnected this session. The programs go on running; connect again or ask the administrator.";
const serverFault = "The computer ended the session because of a fault of its own. Try again in a moment.";
const graphicsFault =
  "The computer's graphics failed and it ended the session. Connect again; if it comes back, restart the computer.";
const licenseFault =
  "The computer's Remote Desktop licensing failed. Ask the administrator to check its licence server.";
const brokerFault =
  "The connection broker could not bring the desktop up. Try again in a few minutes or ask the administrator.";

/** errorInfo of the Set Error Info PDU ([MS-RDPBCGR] 2.2.5.1.1) below the protocol errors. */
export const errorInfoCodes: ReadonlyMap<number, CodeMeaning> = new Map<number, CodeMeaning>([
  [0x1, ["ERRINFO_RPC_INITIATED_DISCONNECT", "disconnected-by-administrator", administratorDisconnected]],
  [
    0x2,
    [
      "ERRINFO_RPC_INITIATED_LOGOFF",
      "logged-off",
      "An administrator logged this session off. Connect again to start a new one.",
    ],
  ],
  [
    0x3,
    [
      "ERRINFO_IDLE_TIMEOUT",
      "idle-timeout",
      "The session was disconnected because nothing was typed or clicked for too long. Connect again to go on working.",
    ],
  ],
  [
    0x4,
    [
      "ERRINFO_LOGON_TIMEOUT",
      "logon-timeout",
      "The session reached the computer's time limit and was disconnected. Connect again or ask the administrator.",
    ],
  ],
  [
    0x5,
    [
      "ERRINFO_DISCONNECTED_BY_OTHERCONNECTION",
      "logged-off-elsewhere",
      "Somebody connected to this desktop from another place, which ended this session. Connect again to take it back.",
    ],
  ],
  [0x6, ["ERRINFO_OUT_OF_MEMORY", "server-full", "The computer has no memory left for a session. Try again later."]],
  [
    0x7,
    [
      "ERRINFO_SERVER_DENIED_CONNECTION",
      "server-denied",
      "The computer refused the connection. Try again in a moment or ask the administrator.",
    ],
  ],
  [
    0x9,
    [
      "ERRINFO_SERVER_INSUFFICIENT_PRIVILEGES",
      "logon-not-granted",
      "This account may not log on to this computer over Remote Desktop. Ask the administrator for that right.",
    ],
  ],
  [
    0xa,
    [
      "ERRINFO_SERVER_FRESH_CREDENTIALS_REQUIRED",
      "wrong-credentials",
      "The computer does not accept saved credentials. Type user name and password anew.",
    ],
  ],
  [
    0xb,
    [
      "ERRINFO_RPC_INITIATED_DISCONNECT_BYUSER",
      "disconnected-by-administrator",
      "The session was disconnected from within the desktop. The programs go on running; connect again to return to them.",
    ],
  ],
  [0xc, ["ERRINFO_LOGOFF_BY_USER", "logged-off", "The user logged off."]],
  [0xf, ["ERRINFO_CLOSE_STACK_ON_DRIVER_NOT_READY", "server-error", graphicsFault]],
  [0x10, ["ERRINFO_SERVER_DWM_CRASH", "server-error", graphicsFault]],
  [0x11, ["ERRINFO_CLOSE_STACK_ON_DRIVER_FAILURE", "server-error", graphicsFault]],
  [0x12, ["ERRINFO_CLOSE_STACK_ON_DRIVER_IFACE_FAILURE", "server-error", graphicsFault]],
  [0x17, ["ERRINFO_SERVER_WINLOGON_CRASH", "server-error", serverFault]],
  [0x18, ["ERRINFO_SERVER_CSRSS_CRASH", "server-error", serverFault]],
  [0x19, ["ERRINFO_SERVER_SHUTDOWN", "server-error", "The computer is shutting down. Try again when it has started."]],
  [0x1a, ["ERRINFO_SERVER_REBOOT", "server-error", "The computer is restarting. Try again in a few minutes."]],
  [0x100, ["ERRINFO_LICENSE_INTERNAL", "licence-refused", licenseFault]],
  [
    0x101,
    [
      "ERRINFO_LICENSE_NO_LICENSE_SERVER",
      "licence-refused",
      "The computer found no Remote Desktop licence server. Ask the administrator to set one up.",
    ],
  ],
  [
    0x102,
    [
      "ERRINFO_LICENSE_NO_LICENSE",
      "licence-refused",
      "No Remote Desktop licence is left for this client. Ask the administrator to free or buy licences.",
    ],
  ],
  [0x103, ["ERRINFO_LICENSE_BAD_CLIENT_MSG", "licence-refused", licenseFault]],
  [0x104, ["ERRINFO_LICENSE_HWID_DOESNT_MATCH_LICENSE", "licence-refused", licenseFault]],
  [0x105, ["ERRINFO_LICENSE_BAD_CLIENT_LICENSE", "licence-refused", licenseFault]],
  [0x106, ["ERRINFO_LICENSE_CANT_FINISH_PROTOCOL", "licence-refused", licenseFault]],
  [0x107, ["ERRINFO_LICENSE_CLIENT_ENDED_PROTOCOL", "licence-refused", licenseFault]],
  [0x108, ["ERRINFO_LICENSE_BAD_CLIENT_ENCRYPTION", "licence-refused", licenseFault]],
  [0x109, ["ERRINFO_LICENSE_CANT_UPGRADE_LICENSE", "licence-refused", licenseFault]],
  [
    0x10a,
    [
      "ERRINFO_LICENSE_NO_REMOTE_CONNECTIONS",
      "licence-refused",
      "The computer is not licensed for remote connections. Ask the administrator.",
    ],
  ],
  [
    0x400,
    [
      "ERRINFO_CB_DESTINATION_NOT_FOUND",
      "server-denied",
      "The connection broker does not know the desktop asked for. Ask the administrator to check the load balance info of this connection.",
    ],
  ],
  [0x402, ["ERRINFO_CB_LOADING_DESTINATION", "server-error", brokerFault]],
  [0x404, ["ERRINFO_CB_REDIRECTING_TO_DESTINATION", "server-error", brokerFault]],
  [0x405, ["ERRINFO_CB_SESSION_ONLINE_VM_WAKE", "server-error", brokerFault]],
  [0x406, ["ERRINFO_CB_SESSION_ONLINE_VM_BOOT", "server-error", brokerFault]],
  [0x407, ["ERRINFO_CB_SESSION_ONLINE_VM_NO_DNS", "server-error", brokerFault]],
  [
    0x408,
    ["ERRINFO_CB_DESTINATION_POOL_NOT_FREE", "server-full", "All desktops of the pool are in use. Try again later."],
  ],
  [
    0x409,
    ["ERRINFO_CB_CONNECTION_CANCELLED", "server-denied", "The connection broker cancelled the connection. Try again."],
  ],
  [0x410, ["ERRINFO_CB_CONNECTION_ERROR_INVALID_SETTINGS", "server-error", brokerFault]],
  [0x411, ["ERRINFO_CB_SESSION_ONLINE_VM_BOOT_TIMEOUT", "server-error", brokerFault]],
  [0x412, ["ERRINFO_CB_SESSION_ONLINE_VM_SESSMON_FAILED", "server-error", brokerFault]],
]);

/** Names of the protocol errors: what the server found wrong with our messages. */
export const protocolErrorNames: ReadonlyMap<number, string> = new Map([
  [0x10c9, "ERRINFO_UNKNOWNPDUTYPE2"],
  [0x10ca, "ERRINFO_UNKNOWNPDUTYPE"],
  [0x10cb, "ERRINFO_DATAPDUSEQUENCE"],
  [0x10cd, "ERRINFO_CONTROLPDUSEQUENCE"],
  [0x10ce, "ERRINFO_INVALIDCONTROLPDUACTION"],
  [0x10cf, "ERRINFO_INVALIDINPUTPDUTYPE"],
  [0x10d0, "ERRINFO_INVALIDINPUTPDUMOUSE"],
  [0x10d1, "ERRINFO_INVALIDREFRESHRECTPDU"],
  [0x10d2, "ERRINFO_CREATEUSERDATAFAILED"],
  [0x10d3, "ERRINFO_CONNECTFAILED"],
  [0x10d4, "ERRINFO_CONFIRMACTIVEWRONGSHAREID"],
  [0x10d5, "ERRINFO_CONFIRMACTIVEWRONGORIGINATOR"],
  [0x10da, "ERRINFO_PERSISTENTKEYPDUBADLENGTH"],
  [0x10db, "ERRINFO_PERSISTENTKEYPDUILLEGALFIRST"],
  [0x10dc, "ERRINFO_PERSISTENTKEYPDUTOOMANYTOTALKEYS"],
  [0x10dd, "ERRINFO_PERSISTENTKEYPDUTOOMANYCACHEKEYS"],
  [0x10de, "ERRINFO_INPUTPDUBADLENGTH"],
  [0x10df, "ERRINFO_BITMAPCACHEERRORPDUBADLENGTH"],
  [0x10e0, "ERRINFO_SECURITYDATATOOSHORT"],
  [0x10e1, "ERRINFO_VCHANNELDATATOOSHORT"],
  [0x10e2, "ERRINFO_SHAREDATATOOSHORT"],
  [0x10e3, "ERRINFO_BADSUPRESSOUTPUTPDU"],
  [0x10e5, "ERRINFO_CONFIRMACTIVEPDUTOOSHORT"],
  [0x10e7, "ERRINFO_CAPABILITYSETTOOSMALL"],
  [0x10e8, "ERRINFO_CAPABILITYSETTOOLARGE"],
  [0x10e9, "ERRINFO_NOCURSORCACHE"],
  [0x10ea, "ERRINFO_BADCAPABILITIES"],
  [0x10ec, "ERRINFO_VIRTUALCHANNELDECOMPRESSIONERR"],
  [0x10ed, "ERRINFO_INVALIDVCCOMPRESSIONTYPE"],
  [0x10ef, "ERRINFO_INVALIDCHANNELID"],
  [0x10f0, "ERRINFO_VCHANNELSTOOMANY"],
  [0x10f3, "ERRINFO_REMOTEAPPSNOTENABLED"],
  [0x10f4, "ERRINFO_CACHECAPNOTSET"],
  [0x10f5, "ERRINFO_BITMAPCACHEERRORPDUBADLENGTH2"],
  [0x10f6, "ERRINFO_OFFSCRCACHEERRORPDUBADLENGTH"],
  [0x10f7, "ERRINFO_DNGCACHEERRORPDUBADLENGTH"],
  [0x10f8, "ERRINFO_GDIPLUSPDUBADLENGTH"],
  ...Array.from({ length: 22 }, (_, index): [number, string] => [
    0x1111 + index,
    `ERRINFO_SECURITYDATATOOSHORT${index + 2}`,
  ]),
  [0x1129, "ERRINFO_BADMONITORDATA"],
  [0x112a, "ERRINFO_VCDECOMPRESSEDREASSEMBLEFAILED"],
  [0x112b, "ERRINFO_VCDATATOOLONG"],
  [0x112c, "ERRINFO_BAD_FRAME_ACK_DATA"],
  [0x112d, "ERRINFO_GRAPHICSMODENOTSUPPORTED"],
  [0x112e, "ERRINFO_GRAPHICSSUBSYSTEMRESETFAILED"],
  [0x112f, "ERRINFO_GRAPHICSSUBSYSTEMFAILED"],
  [0x1130, "ERRINFO_TIMEZONEKEYNAMELENGTHTOOSHORT"],
  [0x1131, "ERRINFO_TIMEZONEKEYNAMELENGTHTOOLONG"],
  [0x1132, "ERRINFO_DYNAMICDSTDISABLEDFIELDMISSING"],
  [0x1133, "ERRINFO_VCDECODINGERROR"],
  [0x1134, "ERRINFO_VIRTUALDESKTOPTOOLARGE"],
  [0x1135, "ERRINFO_MONITORGEOMETRYVALIDATIONFAILED"],
  [0x1136, "ERRINFO_INVALIDMONITORCOUNT"],
  [0x1191, "ERRINFO_UPDATESESSIONKEYFAILED"],
  [0x1192, "ERRINFO_DECRYPTFAILED"],
  [0x1193, "ERRINFO_ENCRYPTFAILED"],
  [0x1194, "ERRINFO_ENCPKGMISMATCH"],
  [0x1195, "ERRINFO_DECRYPTFAILED2"],
]);
