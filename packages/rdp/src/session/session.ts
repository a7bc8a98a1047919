import type { ChannelHandler } from "../channels/channel-handler.ts";
import { ClientChannels } from "../channels/client-channels.ts";
import { describeLogon, staticChannelNames } from "../connection/client-description.ts";
import { encodeClientInfo, proveAutoReconnect } from "../connection/client-info.ts";
import { LicensingClient } from "../connection/licensing.ts";
import type { Domain } from "../connection/mcs-connection.ts";
import { DisconnectReason, decodeDomainPdu, encodeDomainPdu } from "../connection/mcs-domain.ts";
import {
  decodeMultitransportRequest,
  encodeMultitransportResponse,
  MULTITRANSPORT_DECLINED,
} from "../connection/multitransport.ts";
import { SecureLink } from "../connection/secure-link.ts";
import { encodeBasicSecurity, encodeSecurityExchange, SecurityFlag } from "../connection/security-header.ts";
import type { Environment } from "../environment.ts";
import type { ClientFailure, Output } from "../output.ts";
import { decodeServerCertificate, encryptClientRandom, StandardSecurity } from "../security/standard-security.ts";
import type { ClientSettings, Credentials } from "../settings.ts";
import { isFastPath } from "../transport/framing.ts";
import { decodeData } from "../transport/x224.ts";
import { DecodeError } from "../wire/decode-error.ts";
import { AutoDetect } from "./auto-detect.ts";
import { disconnectReasonFailure } from "./error-info.ts";
import { Share } from "./share.ts";
import { type WheelEvent, WheelNotches } from "./wheel-notches.ts";

const CLIENT_RANDOM_LENGTH = 32;

/** What a session is made of, once the MCS domain is there. */
export interface SessionStart {
  readonly settings: ClientSettings;
  readonly environment: Environment;
  readonly credentials: Credentials | undefined;
  readonly domain: Domain;
  readonly handlers: readonly ChannelHandler[];
  readonly emit: (output: Output) => void;
}

/** From the security exchange on: logon, licensing, and then all that share and channels carry. */
export class Session {
  readonly share: Share;
  readonly channels: ClientChannels;
  readonly autoDetect: AutoDetect;
  readonly #start: SessionStart;
  readonly #link: SecureLink;
  readonly #wheel = new WheelNotches();
  readonly #emit: (output: Output) => void;
  #licensing: LicensingClient | undefined;

  /** Sends the Security Exchange PDU, where standard RDP security is on, and the Client Info PDU. */
  constructor(start: SessionStart) {
    const { settings, environment, domain, credentials, emit } = start;
    const { server, user } = domain;
    this.#start = start;
    this.#emit = emit;
    const exchanged = this.#exchangeSecurity();
    this.#link = new SecureLink(user, exchanged?.security);
    this.share = new Share(settings, this.#link, server.ioChannel, emit);
    for (const handler of start.handlers) handler.connected?.(server.version);
    this.channels = new ClientChannels(settings, channelIds(start), start.handlers, emit, (channel, chunk) =>
      this.#send(this.#link.seal(channel, chunk)),
    );
    this.autoDetect = new AutoDetect(environment);
    this.#licensing = new LicensingClient({
      environment,
      clientName: settings.clientName,
      username: credentials?.username ?? "",
    });
    const proof =
      settings.autoReconnect &&
      proveAutoReconnect(
        settings.autoReconnect,
        exchanged?.random ?? new Uint8Array(CLIENT_RANDOM_LENGTH),
        environment,
      );
    const info = encodeClientInfo(describeLogon(settings, credentials, proof));
    this.#send(this.#link.sealWithHeader(server.ioChannel, info, SecurityFlag.Info));
    emit({ type: "step", step: "licensing" });
  }

  /** Takes a whole PDU, fast-path or TPKT. */
  receive(pdu: Uint8Array): void {
    if (isFastPath(pdu)) {
      this.share.receiveFastPath(pdu);
      return;
    }
    const data = decodeData(pdu);
    if (!data) {
      this.#end(undefined);
      return;
    }
    const { server } = this.#start.domain;
    const received = decodeDomainPdu(data);
    if (received.kind === "disconnectProviderUltimatum") this.#end(hangUpFailure(received.reason));
    else if (received.kind !== "sendDataIndication") throw new DecodeError("DomainMCSPDU", received.kind, 0);
    else if (received.channel === server.ioChannel) this.#receiveIo(received.data);
    else if (received.channel === server.messageChannel) this.#receiveMessage(received.data);
    else this.channels.receive(received.channel, this.#link.open(received.data).data);
  }

  /** The server paints all again when it is asked to; with the graphics pipeline it must begin that anew. */
  get canRepaint(): boolean {
    const { graphics } = this.channels;
    return this.#isWindows && (!graphics.isOpen || graphics.canReset);
  }

  /** Between two activations a server is at work on its size, and some lose a request that comes meanwhile. */
  get canResize(): boolean {
    return this.share.isActive && this.channels.displayControl.isOpen;
  }

  /** Turns the wheel: on Windows as finely as it was turned, elsewhere by whole notches. */
  wheel(event: WheelEvent): void {
    this.share.input(this.#isWindows ? [event] : this.#wheel.turn(event));
  }

  /** Has the server paint everything anew. */
  repaint(): void {
    if (this.channels.graphics.isOpen) this.channels.graphics.reset();
    else this.share.repaint();
  }

  /** Hangs up in good order: the server keeps the user's desktop. */
  hangUp(): void {
    this.share.requestShutdown();
    this.#send(encodeDomainPdu({ kind: "disconnectProviderUltimatum", reason: DisconnectReason.UserRequested }));
  }

  /**
   * Others take the request and do not do it: xrdp leaves out what has not changed since it was sent last, FreeRDP 3 goes
   * on with the surfaces of before. The first has no message channel, the second says that it is no Windows.
   */
  get #isWindows(): boolean {
    return this.share.saysWindows && this.#start.domain.server.messageChannel !== undefined;
  }

  #receiveIo(bytes: Uint8Array): void {
    if (this.#licensing) {
      this.#receiveLicensing(this.#licensing, bytes);
      return;
    }
    const { flags, data } = this.#link.open(bytes);
    if (flags & SecurityFlag.RedirectionPacket) this.share.redirect(data);
    else this.share.receive(data);
  }

  #receiveLicensing(licensing: LicensingClient, bytes: Uint8Array): void {
    const { flags, data } = this.#link.openWithHeader(bytes);
    if ((flags & SecurityFlag.License) === 0) {
      throw new DecodeError("TS_SECURITY_HEADER", `flags 0x${flags.toString(16)} while licensing`, 0);
    }
    const { send, done } = licensing.receive(data);
    if (send) this.#send(this.#link.sealWithHeader(this.#start.domain.server.ioChannel, send, SecurityFlag.License));
    if (!done) return;
    this.#licensing = undefined;
    this.#emit({ type: "step", step: "activating" });
  }

  /** The message channel has a security header always ([MS-RDPBCGR] 2.2.14, 2.2.15, 2.2.16). */
  #receiveMessage(bytes: Uint8Array): void {
    const { flags, data } = this.#link.openWithHeader(bytes);
    if (flags & SecurityFlag.AutoDetectRequest) {
      const response = this.autoDetect.receive(data);
      if (response) this.#sendMessage(response, SecurityFlag.AutoDetectResponse);
    } else if (flags & SecurityFlag.TransportRequest) {
      const { requestId } = decodeMultitransportRequest(data);
      const response = encodeMultitransportResponse(requestId, MULTITRANSPORT_DECLINED);
      this.#sendMessage(response, SecurityFlag.TransportResponse);
    }
  }

  #sendMessage(data: Uint8Array, flags: number): void {
    const channel = this.#start.domain.server.messageChannel;
    if (channel !== undefined) this.#send(this.#link.sealWithHeader(channel, data, flags));
  }

  #exchangeSecurity(): { security: StandardSecurity; random: Uint8Array } | undefined {
    const { domain, environment } = this.#start;
    const { encryptionMethod, serverRandom, serverCertificate } = domain.server.security;
    if (encryptionMethod === 0) return undefined;
    const random = environment.randomBytes(CLIENT_RANDOM_LENGTH);
    const security = new StandardSecurity({
      role: "client",
      method: encryptionMethod,
      clientRandom: random,
      serverRandom,
      environment,
    });
    const key = decodeServerCertificate(serverCertificate, environment);
    const exchange = encodeSecurityExchange(encryptClientRandom(random, key));
    const data = encodeBasicSecurity(SecurityFlag.Exchange, exchange);
    this.#send(encodeDomainPdu({ kind: "sendDataRequest", user: domain.user, channel: domain.server.ioChannel, data }));
    return { security, random };
  }

  #end(reason: ClientFailure | undefined): void {
    const failure = this.share.errorInfo ?? reason;
    this.#emit({ type: "ended", ...(failure ? { failure } : {}) });
  }

  #send(bytes: Uint8Array): void {
    this.#emit({ type: "send", bytes });
  }
}

/** A user who logs off in the desktop ends the connection in good order. */
function hangUpFailure(reason: number): ClientFailure | undefined {
  return reason === DisconnectReason.UserRequested ? undefined : disconnectReasonFailure(reason);
}

function channelIds(start: SessionStart): Map<string, number> {
  const ids = start.domain.server.channels;
  const named = staticChannelNames(start.settings).map((name, index) => [name, ids[index] ?? 0] as const);
  return new Map(named.filter(([, id]) => id !== 0));
}
