import {
  type ClientData,
  CredSspServer,
  decodeClientData,
  decodeConnectInitial,
  decodeConnectionRequest,
  decodeData,
  decodeDomainPdu,
  decodeFastPathInput,
  type Environment,
  encodeChunks,
  encodeConnectionConfirm,
  encodeConnectResponse,
  encodeDomainPdu,
  encodeServerData,
  isFastPath,
  measurePdu,
  NegotiationFailure,
  NegotiationResponseFlag,
  SecurityProtocol,
  Splitter,
  StaticChannelReassembly,
  tsRequestLength,
  Writer,
} from "@passerelle/rdp";
import { Share, type ShareListener } from "./share.ts";
import type { SendAt } from "./stage.ts";

export interface Account {
  readonly username: string;
  readonly password: string;
}

export interface ServerConnectionOptions {
  /** `any`: network level authentication if the client can, else TLS alone. */
  readonly security: "any" | "nla" | "tls";
  readonly account: Account;
  /** Of TLS, DER. */
  readonly certificate: Uint8Array;
  readonly environment: Environment;
  readonly listener: ServerConnectionListener;
}

/** What happens on a connection; `ended` is the last call. */
export interface ServerConnectionListener extends ShareListener {
  readonly send: SendAt;
  /** All bytes from now on travel through TLS. */
  startTls(): void;
  /** A whole message on a static channel. */
  message(channel: string, message: Uint8Array): void;
  /** There is nothing more to say. */
  ended(): void;
}

const IO_CHANNEL = 1003;
const MESSAGE_CHANNEL = 1004;
const FIRST_STATIC_CHANNEL = 1005;
const USER = 1010;
const SERVER_USER = 1002;
const RDP_VERSION_10 = 0x00080010;
const ACCESS_GRANTED = 0;
const DISCONNECT_PROVIDER_INITIATED = 1;
/** Bytes of a message on a static channel: more than any clipboard may have. */
const LONGEST_MESSAGE = 256 << 20;

interface StaticChannel {
  readonly id: number;
  readonly reassembly: StaticChannelReassembly;
}

/** The server's side of one RDP connection under TLS, sans I/O. `receive` throws DecodeError. */
export class ServerConnection {
  readonly #options: ServerConnectionOptions;
  readonly #listener: ServerConnectionListener;
  readonly #splitter = new Splitter();
  readonly #channels = new Map<string, StaticChannel>();
  #protocol: number | undefined;
  #credSsp: CredSspServer | undefined;
  #share: Share | undefined;

  constructor(options: ServerConnectionOptions) {
    this.#options = options;
    this.#listener = options.listener;
  }

  /** What the client and the server have in common; undefined before the settings are exchanged. */
  get share(): Share | undefined {
    return this.#share;
  }

  receive(bytes: Uint8Array): void {
    this.#splitter.push(bytes);
    const next = () => this.#splitter.next(this.#credSsp ? tsRequestLength : measurePdu);
    for (let pdu = next(); pdu; pdu = next()) this.#take(pdu);
  }

  /** Sends a whole message on a static channel, if the client has it. */
  sendMessage(name: string, message: Uint8Array): void {
    for (const chunk of encodeChunks(message)) this.sendChunk(name, chunk);
  }

  /** Sends a chunk, with its header, as it is. */
  sendChunk(name: string, chunk: Uint8Array): void {
    const channel = this.#channels.get(name);
    if (!channel) return;
    const pdu = { kind: "sendDataIndication", user: SERVER_USER, channel: channel.id, data: chunk } as const;
    this.#listener.send("desktop", encodeDomainPdu(pdu));
  }

  /** Takes leave: MCS Disconnect Provider Ultimatum. */
  disconnect(): void {
    const pdu = { kind: "disconnectProviderUltimatum", reason: DISCONNECT_PROVIDER_INITIATED } as const;
    this.#listener.send("desktop", encodeDomainPdu(pdu));
    this.#listener.ended();
  }

  #take(pdu: Uint8Array): void {
    if (this.#protocol === undefined) {
      this.#negotiate(pdu);
    } else if (this.#credSsp) {
      this.#authenticate(this.#credSsp, pdu);
    } else if (isFastPath(pdu)) {
      this.#listener.input(decodeFastPathInput(pdu));
    } else {
      const data = decodeData(pdu);
      if (!data) this.#listener.ended();
      else if (this.#share) this.#takeDomainPdu(this.#share, data);
      else this.#exchangeSettings(decodeClientData(decodeConnectInitial(data)));
    }
  }

  #negotiate(pdu: Uint8Array): void {
    const { security, account, certificate, environment } = this.#options;
    const offered = decodeConnectionRequest(pdu).negotiation?.protocols ?? SecurityProtocol.Rdp;
    const authenticated = [SecurityProtocol.HybridEx, SecurityProtocol.Hybrid];
    const accepted = { any: [...authenticated, SecurityProtocol.Ssl], nla: authenticated, tls: [SecurityProtocol.Ssl] };
    const protocol = accepted[security].find((candidate) => offered & candidate);
    if (protocol === undefined) {
      const { HYBRID_REQUIRED_BY_SERVER, SSL_REQUIRED_BY_SERVER } = NegotiationFailure;
      const code = security === "nla" ? HYBRID_REQUIRED_BY_SERVER : SSL_REQUIRED_BY_SERVER;
      this.#listener.send("negotiation", encodeConnectionConfirm({ kind: "failure", code }));
      this.#listener.ended();
      return;
    }
    this.#protocol = protocol;
    const flags = NegotiationResponseFlag.ExtendedClientData | NegotiationResponseFlag.DynamicGraphics;
    this.#listener.send("negotiation", encodeConnectionConfirm({ kind: "selected", flags, protocol }));
    if (protocol !== SecurityProtocol.Ssl) {
      this.#credSsp = new CredSspServer({
        name: "PLAYGROUND",
        certificate,
        environment,
        passwordOf: (username) => (isSameName(username, account.username) ? account.password : undefined),
      });
    }
    this.#listener.startTls();
  }

  #authenticate(credSsp: CredSspServer, tsRequest: Uint8Array): void {
    const { send, credentials, refused } = credSsp.receive(tsRequest);
    if (send) this.#listener.send("authentication", send);
    if (refused !== undefined) {
      this.#listener.ended();
    } else if (credentials) {
      this.#credSsp = undefined;
      if (this.#protocol !== SecurityProtocol.HybridEx) return;
      this.#listener.send("authentication", new Writer(4).u32(ACCESS_GRANTED).finish());
    }
  }

  #exchangeSettings(client: ClientData): void {
    for (const [index, { name }] of client.channels.entries()) {
      this.#channels.set(name, {
        id: FIRST_STATIC_CHANNEL + index,
        reassembly: new StaticChannelReassembly(name, { longest: () => LONGEST_MESSAGE }),
      });
    }
    const userData = encodeServerData({
      version: RDP_VERSION_10,
      requestedProtocols: this.#protocol ?? SecurityProtocol.Ssl,
      earlyCapabilityFlags: 0,
      security: {
        encryptionMethod: 0,
        encryptionLevel: 0,
        serverRandom: new Uint8Array(0),
        serverCertificate: new Uint8Array(0),
      },
      ioChannel: IO_CHANNEL,
      channels: client.channels.map((_, index) => FIRST_STATIC_CHANNEL + index),
      // As Windows has it; nothing is said on it.
      messageChannel: client.extended && MESSAGE_CHANNEL,
    });
    this.#listener.send("settings", encodeConnectResponse({ result: 0, userData }));
    const isAuthenticated = this.#protocol !== SecurityProtocol.Ssl;
    this.#share = new Share({
      client,
      user: USER,
      serverUser: SERVER_USER,
      listener: this.#listener,
      mayLogOn: ({ username, password }) => isAuthenticated || this.#isAccount(username, password),
      send: (stage, data) => this.#listener.send(stage, encodeOnIoChannel(data)),
      disconnect: () => this.disconnect(),
    });
  }

  #isAccount(username: string, password: string): boolean {
    const { account } = this.#options;
    return isSameName(username, account.username) && password === account.password;
  }

  #takeDomainPdu(share: Share, data: Uint8Array): void {
    const pdu = decodeDomainPdu(data);
    switch (pdu.kind) {
      case "attachUserRequest":
        this.#listener.send("channels", encodeDomainPdu({ kind: "attachUserConfirm", result: 0, user: USER }));
        return;
      case "channelJoinRequest": {
        const confirm = { kind: "channelJoinConfirm", result: 0, user: USER, channel: pdu.channel } as const;
        this.#listener.send("channels", encodeDomainPdu(confirm));
        return;
      }
      case "sendDataRequest":
        if (pdu.channel === IO_CHANNEL) share.receive(pdu.data);
        else this.#takeChunk(pdu.channel, pdu.data);
        return;
      case "disconnectProviderUltimatum":
        this.#listener.ended();
        return;
      default:
    }
  }

  #takeChunk(id: number, chunk: Uint8Array): void {
    for (const [name, channel] of this.#channels) {
      if (channel.id !== id) continue;
      const message = channel.reassembly.receive(chunk);
      if (message) this.#listener.message(name, message);
    }
  }
}

/** Data on the I/O channel as a server sends it. */
export function encodeOnIoChannel(data: Uint8Array): Uint8Array {
  return encodeDomainPdu({ kind: "sendDataIndication", user: SERVER_USER, channel: IO_CHANNEL, data });
}

function isSameName(given: string, name: string): boolean {
  return given.toLowerCase() === name.toLowerCase();
}
