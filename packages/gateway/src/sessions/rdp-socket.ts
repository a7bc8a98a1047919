import type { X509Certificate } from "node:crypto";
import { isIP, Socket } from "node:net";
import { connect as connectTls, type TLSSocket } from "node:tls";

export interface RdpSocketListener {
  /** The name is resolved; TCP begins. */
  connecting(): void;
  connected(): void;
  data(bytes: Uint8Array): void;
  /** The other side ended, or an error did. Not called after `close`. */
  closed(error?: Error): void;
}

export interface ServerCertificate {
  readonly certificate: X509Certificate;
  /** Why it does not verify by chain and name, such as `DEPTH_ZERO_SELF_SIGNED_CERT`; undefined if it does. */
  readonly verifyError: string | undefined;
  /** Such as `TLSv1.3`. */
  readonly protocol: string;
}

/** Old Windows and embedded servers know nothing newer than TLS 1.0, with keys and ciphers that OpenSSL refuses by default. */
const LEGACY_TLS = { minVersion: "TLSv1", ciphers: "DEFAULT:@SECLEVEL=0" } as const;
const KEEP_ALIVE = 30_000;
/** Bytes that wait for the server below which more may be sent. */
const ROOM = 128 * 1024;
/** How long a server gets to read what was sent last. */
const CLOSE_TIME = 2_000;

/** A TCP connection to an RDP server, that becomes a TLS connection when the protocol asks for it. */
export class RdpSocket {
  readonly #listener: RdpSocketListener;
  readonly #tcp: Socket;
  #stream: Socket | TLSSocket;
  #closed = false;
  #room: Promise<void> | undefined;

  constructor(host: string, port: number, listener: RdpSocketListener) {
    this.#listener = listener;
    this.#tcp = new Socket().setNoDelay(true).setKeepAlive(true, KEEP_ALIVE);
    this.#stream = this.#tcp;
    this.#tcp.once("connectionAttempt", () => {
      if (!this.#closed) listener.connecting();
    });
    this.#tcp.once("connect", () => {
      if (!this.#closed) listener.connected();
    });
    this.#listen(this.#tcp);
    this.#tcp.on("data", this.#onData);
    this.#tcp.connect({ host, port });
  }

  /** Bytes that the server has not read yet. */
  get unsent(): number {
    return this.#stream.writableLength;
  }

  write(bytes: Uint8Array): void {
    if (!this.#closed) this.#stream.write(bytes);
  }

  /** Waits until the server has read what was written, if that is much, or the connection is closed. */
  room(): Promise<void> {
    if (this.#closed || this.unsent < ROOM) return Promise.resolve();
    this.#room ??= new Promise<void>((resolve) => {
      const stream = this.#stream;
      const done = () => {
        stream.off("drain", done).off("close", done);
        this.#room = undefined;
        resolve();
      };
      stream.on("drain", done).on("close", done);
    });
    return this.#room;
  }

  pause(): void {
    this.#stream.pause();
  }

  resume(): void {
    this.#stream.resume();
  }

  /**
   * Starts TLS; `judge` decides on the certificate before any byte is handed on.
   * A handshake that fails comes as `closed`.
   * @param name name or address that the certificate must carry
   */
  startTls(name: string, legacy: boolean, judge: (server: ServerCertificate) => void): void {
    this.#tcp.off("data", this.#onData);
    const secure = connectTls({
      socket: this.#tcp,
      host: name,
      servername: isIP(name) ? "" : name,
      // The certificate policy decides, with the verdict of the verification in hand.
      rejectUnauthorized: false,
      ...(legacy ? LEGACY_TLS : {}),
    });
    this.#stream = secure;
    this.#listen(secure);
    secure.once("secureConnect", () => {
      const certificate = secure.getPeerX509Certificate();
      if (this.#closed) return;
      if (!certificate) return this.#end(new Error("the server showed no certificate"));
      const verifyError = secure.authorized ? undefined : String(secure.authorizationError);
      judge({ certificate, verifyError, protocol: secure.getProtocol() ?? "" });
    });
  }

  /** Hands on what the server sends; called once TLS is up and the certificate is accepted. */
  accept(): void {
    if (!this.#closed) this.#stream.on("data", this.#onData);
  }

  /** Sends what was written and closes. The listener is not called any more. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stream.off("data", this.#onData);
    this.#stream.resume();
    this.#stream.end();
    const timer = setTimeout(() => this.#tcp.destroy(), CLOSE_TIME);
    this.#tcp.once("close", () => clearTimeout(timer));
  }

  /** Handed on as a plain array: views of a Buffer take a multiple of the time. */
  #onData = ({ buffer, byteOffset, length }: Uint8Array): void => {
    if (!this.#closed) this.#listener.data(new Uint8Array(buffer, byteOffset, length));
  };

  #listen(stream: Socket | TLSSocket): void {
    stream.on("error", (error) => this.#end(error));
    stream.on("close", () => this.#end());
  }

  #end(error?: Error): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#stream.destroy();
    this.#tcp.destroy();
    this.#listener.closed(error);
  }
}
