import {
  type ChannelHandler,
  type ClientSettings,
  type Credentials,
  type Output,
  RdpClient,
  type Redirection,
} from "@passerelle/rdp";
import type { ConnectStep, Failure } from "@passerelle/tunnel";
import { type CertificatePolicy, judgeCertificate, type PinCertificate } from "./certificate-policy.ts";
import { nodeEnvironment } from "./node-environment.ts";
import { RdpSocket, type ServerCertificate } from "./rdp-socket.ts";
import { failureOfSocketError } from "./socket-failure.ts";

export interface RdpLinkOptions {
  readonly settings: ClientSettings;
  readonly port: number;
  /** Seconds. */
  readonly connectTimeout: number;
  readonly certificates: CertificatePolicy;
  readonly pinCertificate: PinCertificate;
  /** Makes the handlers of the channels beyond the desktop itself, anew for each client. */
  readonly handlers?: () => readonly ChannelHandler[];
  readonly listener: RdpLinkListener;
}

export interface RdpLinkListener {
  step(step: ConnectStep): void;
  /** TLS is up; what is thought of the certificate follows. */
  secured?(server: ServerCertificate): void;
  /** What the client wants beyond its socket; byte arrays are views that end with the call. */
  output(output: Output): void;
  /** All outputs of the chunks that had arrived were given. */
  chunkDone(): void;
  /** Once, and the last call. @param cause an error of our own that led here */
  ended(failure?: Failure, cause?: unknown): void;
}

/** Milliseconds that a server may take for one step of the connection. */
const STEP_TIMEOUT = 20_000;
/** A server that has sent this much and shows no desktop is not going to. */
const MAX_HANDSHAKE_BYTES = 1 << 20;
/** Security protocols to fall back to, an answered prompt and a reconnection. */
const MAX_REOPENS = 8;
const MAX_REDIRECTIONS = 5;
/** Bytes that a server may leave unread: more than the longest answer of a drive. */
const MAX_UNSENT = 6 << 20;

/**
 * One RDP connection over its sockets: an RDP client with TCP, TLS and time limits,
 * that follows fallbacks to another security protocol and redirections to another server.
 */
export class RdpLink {
  readonly #options: RdpLinkOptions;
  readonly #listener: RdpLinkListener;
  #settings: ClientSettings;
  #client: RdpClient;
  /** Where to connect; the first one that answers is taken. */
  #hosts: readonly string[];
  #socket: RdpSocket | undefined;
  #currentStep: ConnectStep = "resolving";
  #phase: "tcp" | "tls" | "rdp" = "tcp";
  #legacyTls = false;
  #reopens = 0;
  #redirections = 0;
  #handshakeBytes = 0;
  #active = false;
  #ended = false;
  #chunkDone: NodeJS.Immediate | undefined;
  #timer: NodeJS.Timeout | undefined;

  /** What is being done, and what is to be done after it. */
  readonly #outputs: (readonly Output[])[] = [];

  constructor(options: RdpLinkOptions) {
    this.#options = options;
    this.#listener = options.listener;
    this.#settings = options.settings;
    this.#hosts = [options.settings.hostname];
    this.#client = this.#makeClient();
  }

  /** Give what its commands answer to `perform`. */
  get client(): RdpClient {
    return this.#client;
  }

  open(): void {
    this.#connect();
  }

  /** Answers the output `credentialsNeeded`. */
  provideCredentials(credentials: Credentials): void {
    this.#settings = { ...this.#settings, credentials };
    this.perform(this.#client.provideCredentials(credentials));
  }

  /**
   * Does what the client asks for. What a listener's command asks for meanwhile waits for its turn: encrypted bytes
   * must leave in the order in which they were encrypted.
   */
  perform(outputs: readonly Output[]): void {
    this.#outputs.push(outputs);
    if (this.#outputs.length > 1) return;
    try {
      for (let next = this.#outputs[0]; next; next = this.#outputs[0]) {
        for (const output of next) {
          if (this.#ended) return;
          this.#handle(output);
        }
        this.#outputs.shift();
      }
    } finally {
      this.#outputs.length = 0;
    }
    if (this.#socket && this.#socket.unsent > MAX_UNSENT) {
      this.#end({ code: "connection-lost", detail: `${this.#peer} does not read what it is sent` });
    }
  }

  pause(): void {
    this.#socket?.pause();
  }

  resume(): void {
    this.#socket?.resume();
  }

  /** Waits until more may be sent. */
  async room(): Promise<void> {
    await this.#socket?.room();
  }

  /** Leaves the server in good order. `ended` is not called any more. */
  close(): void {
    if (this.#ended) return;
    for (const output of this.#client.disconnect()) {
      if (output.type === "send") this.#socket?.write(output.bytes);
    }
    this.#dispose();
  }

  get #peer(): string {
    return `${this.#hosts[0]}:${this.#options.port}`;
  }

  #connect(): void {
    this.#socket?.close();
    this.#phase = "tcp";
    this.#handshakeBytes = 0;
    this.#step("resolving");
    this.#allow(this.#options.connectTimeout * 1000);
    this.#socket = new RdpSocket(this.#hosts[0] ?? "", this.#options.port, {
      connecting: this.#guarded(() => this.#step("connecting")),
      connected: this.#guarded(() => {
        this.#phase = "rdp";
        this.perform(this.#client.start());
      }),
      data: this.#guarded((bytes: Uint8Array) => this.#received(bytes)),
      closed: this.#guarded((error?: Error) => this.#lost(error)),
    });
  }

  #received(bytes: Uint8Array): void {
    if (!this.#active) {
      this.#handshakeBytes += bytes.length;
      if (this.#handshakeBytes > MAX_HANDSHAKE_BYTES) {
        this.#end({ code: "protocol-error", detail: `${this.#peer} sends without end before the desktop is there` });
        return;
      }
    }
    this.perform(this.#client.receive(bytes));
    this.#chunkDoneSoon();
  }

  /** Once for all that was read at one go: TLS hands it on in records of 16 KB at most, each a chunk of its own. */
  #chunkDoneSoon(): void {
    this.#chunkDone ??= setImmediate(
      this.#guarded(() => {
        this.#chunkDone = undefined;
        if (!this.#ended) this.#listener.chunkDone();
      }),
    );
  }

  #handle(output: Output): void {
    switch (output.type) {
      case "send":
        this.#socket?.write(output.bytes);
        return;
      case "update":
      case "pipeline":
        this.#listener.output(output);
        return;
      case "step":
        this.#step(output.step);
        this.#allow(STEP_TIMEOUT);
        return;
      case "startTls":
        this.#startTls();
        return;
      case "credentialsNeeded":
        // Servers do not wait for a person: the client comes back with `reopen` once it has the answer.
        clearTimeout(this.#timer);
        this.#socket?.close();
        this.#listener.output(output);
        return;
      case "reopen":
        if (++this.#reopens > MAX_REOPENS) this.#end({ code: "security-refused", detail: this.#peer });
        else this.#connect();
        return;
      case "redirect":
        this.#redirect(output.redirection);
        return;
      case "active":
        this.#active = true;
        clearTimeout(this.#timer);
        this.#listener.output(output);
        return;
      case "ended":
        this.#end(output.failure && { code: output.failure.code, detail: output.failure.detail });
        return;
      default:
        this.#listener.output(output);
    }
  }

  #startTls(): void {
    const socket = this.#socket;
    this.#phase = "tls";
    socket?.startTls(this.#settings.hostname, this.#legacyTls, (server) => {
      this.#accept(socket, server).catch((cause) => this.#end({ code: "gateway-error" }, cause));
    });
  }

  async #accept(socket: RdpSocket, server: ServerCertificate): Promise<void> {
    const { certificate, verifyError } = server;
    const { certificates, pinCertificate } = this.#options;
    this.#listener.secured?.(server);
    const refused = await judgeCertificate(certificate, verifyError, certificates, pinCertificate);
    if (this.#ended || socket !== this.#socket) return;
    if (refused) {
      this.#end(refused);
      return;
    }
    this.#phase = "rdp";
    socket.accept();
    this.perform(this.#client.tlsEstablished({ certificate: certificate.raw }));
  }

  #lost(error: Error | undefined): void {
    const failure: Failure = error
      ? failureOfSocketError(error, this.#peer)
      : { code: "connection-lost", detail: `${this.#peer} closed the connection` };
    if (this.#phase === "tcp") {
      this.#tryNextHost(failure);
      return;
    }
    if (this.#phase === "tls") {
      if (!this.#legacyTls) {
        this.#legacyTls = true;
        this.#restart();
        return;
      }
      this.#end({ ...failure, code: "tls-failed" });
      return;
    }
    const outputs = this.#client.disconnected();
    this.perform(outputs);
    if (outputs.length === 0) this.#end(failure);
  }

  #tryNextHost(failure: Failure): void {
    if (this.#hosts.length === 1) {
      this.#end(failure);
      return;
    }
    this.#hosts = this.#hosts.slice(1);
    this.#connect();
  }

  #redirect(redirection: Redirection): void {
    if (++this.#redirections > MAX_REDIRECTIONS) {
      this.#end({ code: "server-error", detail: "redirected without end" });
      return;
    }
    const { targets, sessionId, loadBalanceInfo, credentials } = redirection;
    if (targets.length > 0) this.#hosts = targets;
    this.#settings = {
      ...this.#settings,
      hostname: this.#hosts[0] ?? this.#settings.hostname,
      redirectedSessionId: sessionId,
      ...(loadBalanceInfo && { loadBalanceInfo: Buffer.from(loadBalanceInfo).toString("latin1") }),
      ...(credentials && {
        credentials: { username: "", password: "", domain: "", ...this.#settings.credentials, ...credentials },
      }),
    };
    this.#restart();
  }

  /** From the beginning, with a client that knows nothing of the one before. */
  #restart(): void {
    this.#active = false;
    this.#client = this.#makeClient();
    this.#connect();
  }

  #makeClient(): RdpClient {
    const handlers = this.#options.handlers?.() ?? [];
    const staticChannels = handlers.flatMap(({ staticChannel }) => staticChannel ?? []);
    return new RdpClient({ ...this.#settings, staticChannels }, nodeEnvironment, handlers);
  }

  #step(step: ConnectStep): void {
    this.#currentStep = step;
    this.#listener.step(step);
  }

  /** Milliseconds until the server is given up, unless something happens before. */
  #allow(timeout: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      this.#guarded(() => this.#end({ code: "no-answer", detail: `${this.#peer}, ${this.#currentStep}` })),
      timeout,
    );
  }

  #end(failure?: Failure, cause?: unknown): void {
    if (this.#ended) return;
    this.#dispose();
    this.#listener.ended(failure, cause);
  }

  #dispose(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.#socket?.close();
  }

  /** `work` as a callback of the event loop: an error of ours ends this connection and nothing else. */
  #guarded<Arguments extends unknown[]>(work: (...given: Arguments) => void): (...given: Arguments) => void {
    return (...given) => {
      try {
        work(...given);
      } catch (cause) {
        this.#end({ code: "gateway-error" }, cause);
      }
    };
  }
}
