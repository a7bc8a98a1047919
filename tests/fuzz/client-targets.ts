import { type Output, RdpClient } from "@passerelle/rdp";
import { encodeDisplayControlCaps } from "../../packages/rdp/src/channels/display-control/display-control-pdus.ts";
import { encodeServerDynamicPdu } from "../../packages/rdp/src/channels/dynamic/dynamic-pdus.ts";
import { encodeChunks } from "../../packages/rdp/src/channels/static-channel.ts";
import { EncryptionMethod } from "../../packages/rdp/src/connection/client-data.ts";
import { encodeDomainPdu } from "../../packages/rdp/src/connection/mcs-domain.ts";
import { encodeMultitransportRequest } from "../../packages/rdp/src/connection/multitransport.ts";
import { encodeBasicSecurity, SecurityFlag } from "../../packages/rdp/src/connection/security-header.ts";
import { CredSspServer } from "../../packages/rdp/src/security/credssp-server.ts";
import { encodeAutoDetectRequest } from "../../packages/rdp/src/session/auto-detect-pdus.ts";
import { encodeFastPathUpdate, UpdateCode } from "../../packages/rdp/src/session/fast-path-output.ts";
import { encodeKeyboardIndicators } from "../../packages/rdp/src/session/keyboard-indicators.ts";
import { encodeRedirectionPacket } from "../../packages/rdp/src/session/redirection.ts";
import { encodeSessionInfo } from "../../packages/rdp/src/session/save-session-info.ts";
import { encodeSetErrorInfo } from "../../packages/rdp/src/session/set-error-info.ts";
import { encodeShareControl, ShareControlType } from "../../packages/rdp/src/session/share-control.ts";
import { ShareDataType } from "../../packages/rdp/src/session/share-data.ts";
import { certificates } from "../../packages/rdp/src/testing/certificates.ts";
import {
  converse,
  IO_CHANNEL,
  MESSAGE_CHANNEL,
  type Script,
  ScriptedServer,
} from "../../packages/rdp/src/testing/scripted-server.ts";
import { clientSettings } from "../../packages/rdp/src/testing/settings.ts";
import { SecurityProtocol } from "../../packages/rdp/src/transport/x224.ts";
import { environment } from "./environment.ts";
import type { Messages, Target } from "./target.ts";

const CREDENTIALS = { username: "rakoto", password: "secret", domain: "" };
const CERTIFICATE = certificates.rsaSha256.der;
const DRDYNVC = 1005;
/** RDPGFX_CAPS_CONFIRM_PDU for version 10.7, as one plain segment. */
const CAPS_CONFIRM = Uint8Array.of(0xe0, 4, 0x13, 0, 0, 0, 20, 0, 0, 0, 1, 7, 0x0a, 0, 4, 0, 0, 0, 0, 0, 0, 0);

type Settings = Partial<Parameters<typeof clientSettings>[0]>;

/** Servers that a client meets, by the way the connection is secured. */
const SCENARIOS: Readonly<Record<string, { settings: Settings; script: () => Script }>> = {
  TLS: { settings: { security: "tls" }, script: () => ({}) },
  "standard RDP security": {
    settings: { security: "rdp" },
    script: () => ({ confirm: { kind: "legacy" }, encryption: { method: EncryptionMethod.Bit128, level: 3 } }),
  },
  "network level authentication": {
    settings: { security: "nla-ext" },
    script: () => ({
      confirm: { kind: "selected", flags: 1, protocol: SecurityProtocol.HybridEx },
      credSsp: credSspServer(),
      authorization: 0,
    }),
  },
};

/** The client as the gateway drives it: changes to each thing that a server says before the desktop, and in a session. */
export function clientTargets(): Target[] {
  const connecting = Object.keys(SCENARIOS).map(
    (name): Target => ({
      name: `connecting with ${name}`,
      errors: [],
      seeds: [spoken(name)],
      run: (messages) => void connect(name, (_, index) => messages[index] ?? new Uint8Array(0)),
    }),
  );
  return [...connecting, { name: "session", errors: [], seeds: [sessionMessages()], run: runSession }];
}

function connect(scenario: string, tamper: (pdu: Uint8Array, index: number) => Uint8Array) {
  const { settings, script } = SCENARIOS[scenario] as (typeof SCENARIOS)[string];
  const offers = { graphicsPipeline: true, credentials: CREDENTIALS, staticChannels: ["cliprdr"] };
  const client = new RdpClient(clientSettings({ ...offers, ...settings }), environment());
  const server = new ScriptedServer(script());
  const outputs = converse(client, server, client.start(), tamper, CERTIFICATE);
  return { client, server, outputs };
}

function credSspServer(): CredSspServer {
  const passwordOf = () => CREDENTIALS.password;
  return new CredSspServer({ name: "PC", certificate: CERTIFICATE, environment: environment(), passwordOf });
}

/** All that the server says until the desktop is there. */
function spoken(scenario: string): Uint8Array[] {
  const pdus: Uint8Array[] = [];
  const { outputs } = connect(scenario, (pdu) => {
    pdus.push(pdu.slice());
    return pdu;
  });
  if (outputs.at(-1)?.type !== "active") throw new Error(`${scenario}: no desktop came of it`);
  return pdus;
}

/** Whatever the server says, the user goes on working. */
function runSession(messages: Messages): void {
  const { client, server } = connect("TLS", (pdu) => pdu);
  const answer = (outputs: readonly Output[]) => converse(client, server, outputs);
  for (const message of messages) {
    answer(client.receive(message));
    answer(client.key(0, 30));
    answer(client.frameShown(1));
    answer(client.pipelineFrameShown(1, 0));
    answer(client.resize({ width: 800, height: 600, scale: 100 }));
    answer(client.repaint());
  }
  client.disconnected();
}

/** One of each kind; what ends the session comes last. */
function sessionMessages(): Uint8Array[] {
  const { server } = connect("TLS", (pdu) => pdu);
  const message = (flags: number, data: Uint8Array) => server.send(MESSAGE_CHANNEL, encodeBasicSecurity(flags, data));
  const detect = (request: Parameters<typeof encodeAutoDetectRequest>[0]) =>
    message(SecurityFlag.AutoDetectRequest, encodeAutoDetectRequest(request));
  const dynamic = (pdu: Parameters<typeof encodeServerDynamicPdu>[0]) =>
    encodeChunks(encodeServerDynamicPdu(pdu)).map((chunk) => server.send(DRDYNVC, chunk));
  const graphics = new Uint8Array(300).fill(0xe0);
  const redirection = encodeRedirectionPacket({ targets: ["10.0.0.5"], sessionId: 7 });
  return [
    ...encodeFastPathUpdate(UpdateCode.Bitmap, new Uint8Array(30)),
    ...encodeFastPathUpdate(UpdateCode.SurfaceCommands, new Uint8Array(20_000)),
    server.sendShareData(ShareDataType.Update, Uint8Array.of(1, 0, 0, 0)),
    server.sendShareData(ShareDataType.Pointer, Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 0)),
    server.sendShareData(
      ShareDataType.SaveSessionInfo,
      encodeSessionInfo({ loggedOn: { username: "r", domain: "B" } }),
    ),
    server.sendShareData(
      ShareDataType.SaveSessionInfo,
      encodeSessionInfo({ autoReconnect: { logonId: 1, randomBits: new Uint8Array(16) } }),
    ),
    server.sendShareData(ShareDataType.SetKeyboardIndicators, encodeKeyboardIndicators(4)),
    detect({ type: "roundTrip", sequence: 1, phase: "session" }),
    detect({ type: "bandwidthStart", sequence: 2, phase: "session" }),
    detect({ type: "bandwidthStop", sequence: 3, phase: "session", payload: new Uint8Array(0) }),
    detect({ type: "result", sequence: 4, baseRoundTrip: 5, bandwidth: 6, averageRoundTrip: 7 }),
    message(
      SecurityFlag.TransportRequest,
      encodeMultitransportRequest({ requestId: 3, protocol: 1, cookie: new Uint8Array(16) }),
    ),
    ...dynamic({ type: "capabilities", version: 2 }),
    ...dynamic({ type: "create", channelId: 3, name: "Microsoft::Windows::RDS::Graphics" }),
    ...dynamic({ type: "data", channelId: 3, data: CAPS_CONFIRM }),
    ...dynamic({ type: "dataFirst", channelId: 3, length: 500, data: graphics }),
    ...dynamic({ type: "data", channelId: 3, data: graphics.subarray(0, 200) }),
    ...dynamic({ type: "create", channelId: 4, name: "Microsoft::Windows::RDS::DisplayControl" }),
    ...dynamic({ type: "data", channelId: 4, data: encodeDisplayControlCaps(1, [4096, 4096]) }),
    ...encodeChunks(new Uint8Array(4000)).map((chunk) => server.send(DRDYNVC + 1, chunk)),
    ...dynamic({ type: "close", channelId: 3 }),
    server.deactivateAll(),
    server.demandActive(),
    server.sendShareData(ShareDataType.SetErrorInfo, encodeSetErrorInfo(5)),
    server.send(
      IO_CHANNEL,
      encodeShareControl({
        type: ShareControlType.ServerRedirection,
        source: 1002,
        data: Uint8Array.of(0, 0, ...redirection, 0),
      }),
    ),
    encodeDomainPdu({ kind: "disconnectProviderUltimatum", reason: 1 }),
  ];
}
