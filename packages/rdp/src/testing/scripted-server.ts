import type { RdpClient } from "../client.ts";
import { type CapabilitySet, capabilitySet, InputFlag } from "../connection/capability-sets.ts";
import { type ClientData, decodeClientData } from "../connection/client-data.ts";
import { type ClientInfo, decodeClientInfo } from "../connection/client-info.ts";
import { decodeConnectInitial, encodeConnectResponse } from "../connection/mcs-connect.ts";
import { decodeDomainPdu, encodeDomainPdu } from "../connection/mcs-domain.ts";
import {
  decodeBasicSecurity,
  decodeSecurityExchange,
  encodeBasicSecurity,
  SecurityFlag,
} from "../connection/security-header.ts";
import { encodeServerData } from "../connection/server-data.ts";
import type { Output } from "../output.ts";
import type { CredSspServer } from "../security/credssp-server.ts";
import { decryptClientRandom, encodeProprietaryCertificate, StandardSecurity } from "../security/standard-security.ts";
import { ControlAction, encodeControl, encodeFontMap, encodeSynchronize } from "../session/finalization.ts";
import {
  decodeShareControl,
  encodeDemandActive,
  encodeShareControl,
  ShareControlType,
} from "../session/share-control.ts";
import { decodeShareData, encodeShareData, ShareDataType } from "../session/share-data.ts";
import { isFastPath, measurePdu } from "../transport/framing.ts";
import { decodePreconnection, type Preconnection } from "../transport/preconnection.ts";
import { Splitter } from "../transport/splitter.ts";
import {
  type ConnectionConfirm,
  decodeConnectionRequest,
  decodeData,
  encodeConnectionConfirm,
  SecurityProtocol,
} from "../transport/x224.ts";
import { DecodeError } from "../wire/decode-error.ts";
import { Writer } from "../wire/writer.ts";
import { nodeEnvironment } from "./environment.ts";
import { fromHex } from "./hex.ts";
import { rsaKey } from "./rsa-key.ts";

export const IO_CHANNEL = 1003;
export const MESSAGE_CHANNEL = 1004;
export const FIRST_STATIC_CHANNEL = 1005;
const USER = 1010;
const SERVER_USER = 1002;
const SHARE_ID = 0x000103ea;
const SERVER_RANDOM = new Uint8Array(32).fill(0x5a);
const environment = nodeEnvironment();
/** LICENSE_ERROR_MESSAGE with STATUS_VALID_CLIENT ([MS-RDPBCGR] 2.2.1.12). */
const VALID_CLIENT = fromHex("ff 03 10 00 07 00 00 00 02 00 00 00 04 00 00 00");

export interface Script {
  readonly confirm?: ConnectionConfirm;
  /** Standard RDP security with this encryption method and level. */
  readonly encryption?: { readonly method: number; readonly level: number };
  /** Network level authentication, for the protocols HYBRID and HYBRID_EX. */
  readonly credSsp?: CredSspServer;
  /** The direct approach: a preconnection PDU and CredSSP come before the Connection Request. */
  readonly direct?: boolean;
  /** Early User Authorization Result, for HYBRID_EX. */
  readonly authorization?: number;
  readonly skipChannelJoin?: boolean;
  readonly capabilities?: readonly CapabilitySet[];
}

export const serverCapabilities: readonly CapabilitySet[] = [
  capabilitySet("general", { refreshRectSupport: 1, suppressOutputSupport: 1 }),
  capabilitySet("bitmap", { desktopWidth: 1280, desktopHeight: 720 }),
  capabilitySet("input", { flags: InputFlag.Scancodes | InputFlag.FastPathInput2 | InputFlag.Unicode }),
  capabilitySet("frameAcknowledge", { maxUnacknowledgedFrames: 2 }),
];

/** The other side of a connection: answers the client as a well-behaved server, and keeps what it was sent. */
export class ScriptedServer {
  clientData: ClientData | undefined;
  clientInfo: ClientInfo | undefined;
  preconnection: Preconnection | undefined;
  /** What came since the desktop was active: fast-path input, or the type of a share data PDU, or a channel's message. */
  readonly received: (
    | { readonly kind: "fastPath"; readonly pdu: Uint8Array }
    | { readonly kind: "shareData"; readonly type: number; readonly data: Uint8Array }
    | { readonly kind: "message"; readonly flags: number; readonly data: Uint8Array }
    | { readonly kind: "disconnect"; readonly reason: number }
  )[] = [];
  readonly #script: Script;
  readonly #splitter = new Splitter();
  #credSsp: CredSspServer | undefined;
  #connected = false;
  #security: StandardSecurity | undefined;

  constructor(script: Script = {}) {
    this.#script = script;
  }

  /** Takes bytes of the client; the server's answers. */
  receive(bytes: Uint8Array): Uint8Array[] {
    if (this.#script.direct && !this.preconnection) {
      this.preconnection = decodePreconnection(bytes);
      this.#credSsp = this.#script.credSsp;
      return [];
    }
    if (this.#credSsp) return this.#authenticate(this.#credSsp, bytes);
    this.#splitter.push(bytes);
    const answers: Uint8Array[] = [];
    for (let pdu = this.#splitter.next(measurePdu); pdu; pdu = this.#splitter.next(measurePdu)) {
      answers.push(...this.#answer(pdu));
    }
    return answers;
  }

  /** Send Data Indication of data that has a security header only under standard RDP security. */
  send(channel: number, data: Uint8Array): Uint8Array {
    return this.#security ? this.sendWithHeader(channel, data, 0) : this.#indicate(channel, data);
  }

  /** Send Data Indication of data that always has a security header. */
  sendWithHeader(channel: number, data: Uint8Array, flags: number): Uint8Array {
    if (!this.#security || this.#script.encryption?.level === 1) {
      return this.#indicate(channel, encodeBasicSecurity(flags, data));
    }
    return this.#indicate(channel, encodeBasicSecurity(flags | SecurityFlag.Encrypt, this.#security.seal(data, false)));
  }

  #indicate(channel: number, data: Uint8Array): Uint8Array {
    return encodeDomainPdu({ kind: "sendDataIndication", user: SERVER_USER, channel, data });
  }

  #authenticate(credSsp: CredSspServer, tsRequest: Uint8Array): Uint8Array[] {
    const { send, credentials } = credSsp.receive(tsRequest);
    const answers = send ? [send] : [];
    if (!credentials) return answers;
    this.#credSsp = undefined;
    const { authorization } = this.#script;
    return authorization === undefined ? answers : [...answers, new Writer(4).u32(authorization).finish()];
  }

  sendShareData(type: number, data: Uint8Array): Uint8Array {
    return this.send(IO_CHANNEL, encodeShareData(SERVER_USER, { shareId: SHARE_ID, type, data }));
  }

  demandActive(capabilities = this.#script.capabilities ?? serverCapabilities): Uint8Array {
    const data = encodeDemandActive({ shareId: SHARE_ID, sourceDescriptor: "RDP", capabilities });
    return this.send(
      IO_CHANNEL,
      encodeShareControl({ type: ShareControlType.DemandActive, source: SERVER_USER, data }),
    );
  }

  deactivateAll(): Uint8Array {
    const pdu = { type: ShareControlType.DeactivateAll, source: SERVER_USER, data: fromHex("ea 03 01 00 01 00 00") };
    return this.send(IO_CHANNEL, encodeShareControl(pdu));
  }

  #answer(pdu: Uint8Array): Uint8Array[] {
    if (isFastPath(pdu)) {
      this.received.push({ kind: "fastPath", pdu });
      return [];
    }
    if (pdu[5] === 0xe0) {
      decodeConnectionRequest(pdu);
      if (!this.#script.direct) this.#credSsp = this.#script.credSsp;
      return [
        encodeConnectionConfirm(this.#script.confirm ?? { kind: "selected", flags: 1, protocol: SecurityProtocol.Ssl }),
      ];
    }
    const data = decodeData(pdu) as Uint8Array;
    return this.#connected ? this.#answerDomain(data) : [this.#connect(data)];
  }

  #connect(data: Uint8Array): Uint8Array {
    this.clientData = decodeClientData(decodeConnectInitial(data));
    this.#connected = true;
    const { method = 0, level = 0 } = this.#script.encryption ?? {};
    const userData = encodeServerData({
      version: 0x0008000c,
      requestedProtocols: 1,
      earlyCapabilityFlags: this.#script.skipChannelJoin ? 8 : 0,
      security: {
        encryptionMethod: method,
        encryptionLevel: level,
        serverRandom: method ? SERVER_RANDOM : new Uint8Array(0),
        serverCertificate: method ? encodeProprietaryCertificate(rsaKey, environment) : new Uint8Array(0),
      },
      ioChannel: IO_CHANNEL,
      channels: this.clientData.channels.map((_, index) => FIRST_STATIC_CHANNEL + index),
      messageChannel: this.clientData.extended ? MESSAGE_CHANNEL : undefined,
    });
    return encodeConnectResponse({ result: 0, userData });
  }

  #answerDomain(data: Uint8Array): Uint8Array[] {
    const pdu = decodeDomainPdu(data);
    switch (pdu.kind) {
      case "attachUserRequest":
        return [encodeDomainPdu({ kind: "attachUserConfirm", result: 0, user: USER })];
      case "channelJoinRequest":
        return [encodeDomainPdu({ kind: "channelJoinConfirm", result: 0, user: USER, channel: pdu.channel })];
      case "sendDataRequest":
        return this.#answerData(pdu.channel, pdu.data);
      case "disconnectProviderUltimatum":
        this.received.push({ kind: "disconnect", reason: pdu.reason });
        return [];
      default:
        return [];
    }
  }

  #answerData(channel: number, bytes: Uint8Array): Uint8Array[] {
    if (channel === MESSAGE_CHANNEL) {
      this.received.push({ kind: "message", ...this.#open(bytes) });
      return [];
    }
    if (channel !== IO_CHANNEL) return [];
    if (this.#script.encryption && !this.#security) {
      this.#security = this.#exchange(decodeBasicSecurity(bytes).data, this.#script.encryption.method);
      return [];
    }
    if (!this.clientInfo) {
      this.clientInfo = decodeClientInfo(this.#open(bytes).data);
      return [this.sendWithHeader(IO_CHANNEL, VALID_CLIENT, SecurityFlag.License), this.demandActive()];
    }
    const data = this.#security ? this.#open(bytes).data : bytes;
    return [...decodeShareControl(data)].flatMap(({ type, data: body }) =>
      type === ShareControlType.Data ? this.#answerShareData(body) : [],
    );
  }

  #exchange(data: Uint8Array, method: number): StandardSecurity {
    const clientRandom = decryptClientRandom(decodeSecurityExchange(data), rsaKey);
    return new StandardSecurity({ role: "server", method, clientRandom, serverRandom: SERVER_RANDOM, environment });
  }

  #open(bytes: Uint8Array): { flags: number; data: Uint8Array } {
    const { flags, data } = decodeBasicSecurity(bytes);
    if (!this.#security) return { flags, data };
    return { flags: flags & ~SecurityFlag.Encrypt, data: this.#security.open(data, false) };
  }

  #answerShareData(body: Uint8Array): Uint8Array[] {
    const { type, data } = decodeShareData(body);
    switch (type) {
      case ShareDataType.Synchronize:
        return [this.sendShareData(ShareDataType.Synchronize, encodeSynchronize(USER))];
      case ShareDataType.Control: {
        const action = data[0] === ControlAction.Cooperate ? ControlAction.Cooperate : ControlAction.GrantedControl;
        return [
          this.sendShareData(ShareDataType.Control, encodeControl({ action, grantId: USER, controlId: SERVER_USER })),
        ];
      }
      case ShareDataType.FontList:
        return [this.sendShareData(ShareDataType.FontMap, encodeFontMap())];
      default:
        this.received.push({ kind: "shareData", type, data });
        return [];
    }
  }
}

/**
 * Lets client and server talk until neither has more to say, and gives what the client wants besides sending.
 * TLS is taken as done; a server that cannot read what it got hangs up.
 * @param certificate of TLS, DER. @param tamper may change each of the server's PDUs; by index, from 0
 */
export function converse(
  client: RdpClient,
  server: ScriptedServer,
  outputs: readonly Output[],
  tamper: (pdu: Uint8Array, index: number) => Uint8Array = (pdu) => pdu,
  certificate = new Uint8Array(0),
): Output[] {
  const wanted: Output[] = [];
  const pending = [...outputs];
  let index = 0;
  for (let output = pending.shift(); output; output = pending.shift()) {
    if (output.type === "send") {
      const answers = answersOf(server, output.bytes.slice());
      if (!answers) pending.push(...client.disconnected());
      else for (const answer of answers) pending.push(...client.receive(tamper(answer, index++)));
      continue;
    }
    wanted.push(output);
    if (output.type === "startTls") pending.push(...client.tlsEstablished({ certificate }));
  }
  return wanted;
}

function answersOf(server: ScriptedServer, bytes: Uint8Array): Uint8Array[] | undefined {
  try {
    return server.receive(bytes);
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}
