import { ClientError, DecodeError } from "@passerelle/rdp";
import { DynamicChannels } from "../../packages/rdp/src/channels/dynamic/dynamic-channels.ts";
import { encodeServerDynamicPdu, type ServerDynamicPdu } from "../../packages/rdp/src/channels/dynamic/dynamic-pdus.ts";
import { encodeChunks, StaticChannelReassembly } from "../../packages/rdp/src/channels/static-channel.ts";
import { decodeCapabilitySets } from "../../packages/rdp/src/connection/capability-sets.ts";
import { LicensingClient } from "../../packages/rdp/src/connection/licensing.ts";
import { encodeLicenseError, encodeLicensingMessage } from "../../packages/rdp/src/connection/licensing-pdus.ts";
import { decodeServerData, encodeServerData } from "../../packages/rdp/src/connection/server-data.ts";
import { decodeCertificate } from "../../packages/rdp/src/security/certificate.ts";
import { encodeProprietaryCertificate } from "../../packages/rdp/src/security/standard-security.ts";
import { decodeRedirectionPacket, encodeRedirectionPacket } from "../../packages/rdp/src/session/redirection.ts";
import { decodeSessionInfo, encodeSessionInfo } from "../../packages/rdp/src/session/save-session-info.ts";
import { decodeDemandActive, encodeDemandActive } from "../../packages/rdp/src/session/share-control.ts";
import { certificates } from "../../packages/rdp/src/testing/certificates.ts";
import { rsaKey } from "../../packages/rdp/src/testing/rsa-key.ts";
import { serverCapabilities } from "../../packages/rdp/src/testing/scripted-server.ts";
import { Reader } from "../../packages/rdp/src/wire/reader.ts";
import { Writer } from "../../packages/rdp/src/wire/writer.ts";
import { environment, PASSERELLE } from "./environment.ts";
import { decoderTarget, type Target } from "./target.ts";

const ERRORS = [DecodeError, ClientError];

/** The structures within an RDP connection whose outer layers would swallow most changes. */
export function rdpTargets(): Target[] {
  return [
    decoderTarget("GCC server data", ERRORS, decodeServerData, serverData()),
    decoderTarget("Demand Active", ERRORS, decodeDemandActive, demandActive()),
    decoderTarget(
      "capability sets",
      ERRORS,
      (bytes) => decodeCapabilitySets(new Reader(bytes, "fuzz")),
      capabilities(),
    ),
    decoderTarget("redirection packet", ERRORS, decodeRedirectionPacket, redirectionPacket()),
    decoderTarget("session info", ERRORS, decodeSessionInfo, ...sessionInfos()),
    decoderTarget("X.509 certificate", ERRORS, decodeCertificate, ...Object.values(certificates).map(({ der }) => der)),
    {
      name: "licensing",
      errors: ERRORS,
      seeds: [[licenseRequest()], [encodeLicenseError({ errorCode: 7, stateTransition: 2 })]],
      run: (messages) => {
        const client = new LicensingClient({
          environment: environment(),
          clientName: PASSERELLE,
          username: PASSERELLE,
        });
        for (const message of messages) client.receive(message);
      },
    },
    {
      name: "static channel",
      errors: ERRORS,
      seeds: [encodeChunks(new Uint8Array(5000)), encodeChunks(new Uint8Array(40))],
      run: (messages) => {
        const reassembly = new StaticChannelReassembly("fuzz");
        for (const message of messages) reassembly.receive(message);
      },
    },
    {
      name: "dynamic channels",
      errors: ERRORS,
      seeds: [DYNAMIC_PDUS.map(encodeServerDynamicPdu)],
      run: (messages) => {
        const listeners = new Map([["known", LISTENER]]);
        const channels = new DynamicChannels(listeners, () => {});
        for (const message of messages) channels.receive(message);
      },
    },
  ];
}

const LISTENER = { delivery: "messages", opened: () => {}, received: () => {}, closed: () => {} } as const;

const DYNAMIC_PDUS: readonly ServerDynamicPdu[] = [
  { type: "capabilities", version: 3 },
  { type: "create", channelId: 3, name: "known" },
  { type: "create", channelId: 0x102, name: "unknown" },
  { type: "data", channelId: 3, data: new Uint8Array(20) },
  { type: "dataFirst", channelId: 3, length: 40, data: new Uint8Array(25) },
  { type: "data", channelId: 3, data: new Uint8Array(15) },
  { type: "softSync" },
  { type: "close", channelId: 3 },
];

function serverData(): Uint8Array {
  const security = {
    encryptionMethod: 2,
    encryptionLevel: 3,
    serverRandom: new Uint8Array(32),
    serverCertificate: encodeProprietaryCertificate(rsaKey, environment()),
  };
  return encodeServerData({
    version: 0x0008000c,
    requestedProtocols: 1,
    earlyCapabilityFlags: 8,
    security,
    ioChannel: 1003,
    channels: [1005, 1006, 1007],
    messageChannel: 1004,
  });
}

function demandActive(): Uint8Array {
  return encodeDemandActive({ shareId: 0x103ea, sourceDescriptor: "RDP", capabilities: serverCapabilities });
}

/** As in Demand Active: behind its shareId, two lengths and the sourceDescriptor. */
function capabilities(): Uint8Array {
  return demandActive().subarray(4 + 2 + 2 + "RDP\0".length);
}

function redirectionPacket(): Uint8Array {
  return encodeRedirectionPacket({
    targets: ["10.0.0.5", "fe80::1"],
    sessionId: 7,
    loadBalanceInfo: new Uint8Array(12).fill(65),
    credentials: { username: "zoé", domain: "DOM", password: "pass" },
  });
}

function sessionInfos(): Uint8Array[] {
  return [
    encodeSessionInfo({ loggedOn: { username: "zoé", domain: "DOM" } }),
    encodeSessionInfo({
      autoReconnect: { logonId: 1, randomBits: new Uint8Array(16) },
      logonError: { type: 1, data: 2 },
    }),
  ];
}

/** SERVER_LICENSE_REQUEST ([MS-RDPELE] 2.2.2.1). */
function licenseRequest(): Uint8Array {
  const certificate = encodeProprietaryCertificate(rsaKey, environment());
  const name = new Writer().utf16("Microsoft\0").finish();
  const body = new Writer().zeros(32).u32(0x60000).u32(name.length).bytes(name).u32(name.length).bytes(name);
  body.u16(13).u16(4).u32(1).u16(3).u16(certificate.length).bytes(certificate);
  return encodeLicensingMessage(1, body.u32(0));
}
