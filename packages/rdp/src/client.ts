import type { ChannelHandler } from "./channels/channel-handler.ts";
import { ClientError } from "./client-error.ts";
import { type ClientPhase, measureOf } from "./client-phase.ts";
import { describeClient, routingToken } from "./connection/client-description.ts";
import { McsConnection } from "./connection/mcs-connection.ts";
import { type Agreement, DIRECT_AGREEMENT, NOT_RDP, SecurityNegotiation } from "./connection/negotiation.ts";
import type { Environment } from "./environment.ts";
import type { ClientFailure, Output } from "./output.ts";
import {
  AUTHENTICATION_CUT,
  CredSspClient,
  type CredSspMechanism,
  decodeEarlyUserAuthorizationResult,
} from "./security/credssp.ts";
import type { PathFigures } from "./session/auto-detect.ts";
import type { InputEvent, RelativeEvent } from "./session/input.ts";
import { Session } from "./session/session.ts";
import { buttonEvent, keyEvent, unicodeEvent } from "./session/user-input.ts";
import type { ClientSettings, Credentials, DesktopGeometry } from "./settings.ts";
import { encodePreconnection } from "./transport/preconnection.ts";
import { Splitter } from "./transport/splitter.ts";
import { decodeConnectionConfirm, encodeConnectionRequest, SecurityProtocol } from "./transport/x224.ts";
import { DecodeError } from "./wire/decode-error.ts";

/**
 * One RDP connection, without I/O: what happens on the socket goes in, what is to be done comes out, in order.
 * Do what one call returns, in order, before the next call: encryption and views depend on it.
 * What goes wrong on the wire comes as an `ended` output. After `ended` or `redirect` every call returns [].
 * Commands given before the desktop is active are dropped.
 */
export class RdpClient {
  readonly #settings: ClientSettings;
  readonly #environment: Environment;
  readonly #negotiation: SecurityNegotiation;
  readonly #handlers: readonly ChannelHandler[];
  #credentials: Credentials | undefined;
  #mechanism: CredSspMechanism = "spnego";
  #splitter = new Splitter();
  #phase: ClientPhase = { name: "idle" };
  #outputs: Output[] = [];

  /** @param handlers of the channels beyond the desktop itself */
  constructor(settings: ClientSettings, environment: Environment, handlers: readonly ChannelHandler[] = []) {
    this.#settings = settings;
    this.#environment = environment;
    this.#handlers = handlers;
    this.#negotiation = new SecurityNegotiation(settings.security);
    this.#credentials = settings.credentials;
  }

  /** The TCP connection is there (the first, or again after a `reopen`). */
  start(): Output[] {
    return this.#run(() => {
      this.#splitter = new Splitter();
      this.#phase = { name: "negotiating", secured: false };
      this.#emit({ type: "step", step: "negotiating" });
      if (this.#settings.preconnection) this.#send(encodePreconnection(this.#settings.preconnection));
      if (this.#negotiation.direct) this.#startTls(DIRECT_AGREEMENT);
      else this.#requestConnection();
    });
  }

  /** Bytes from the server; inside TLS once `tlsEstablished` was called. */
  receive(bytes: Uint8Array): Output[] {
    return this.#run(() => {
      if (this.#phase.name === "session") this.#phase.session.autoDetect.received(bytes.length);
      this.#splitter.push(bytes);
      for (let measure = measureOf(this.#phase); measure; measure = measureOf(this.#phase)) {
        const pdu = this.#splitter.next(measure);
        if (!pdu) return;
        this.#receivePdu(pdu);
      }
    });
  }

  /** TLS is up. @param certificate the server's, DER */
  tlsEstablished({ certificate }: { readonly certificate: Uint8Array }): Output[] {
    return this.#run(() => {
      if (this.#phase.name !== "startingTls") return;
      const { agreement } = this.#phase;
      if (agreement.protocol === SecurityProtocol.Ssl) this.#join(agreement);
      else this.#authenticate(agreement, certificate);
    });
  }

  /**
   * The server closed the connection. Answers with `reopen` where another security protocol is left to try, with `ended`
   * where the reason is known, and with [] where it is not: then the connection was lost.
   */
  disconnected(): Output[] {
    return this.#run(() => {
      switch (this.#phase.name) {
        case "negotiating":
          if (this.#negotiation.fallBack()) this.#emit({ type: "reopen" });
          else this.#end(NOT_RDP);
          break;
        case "authenticating":
          this.#authenticationFailed(this.#phase.credSsp, this.#phase.credSsp.connectionClosed());
          break;
        case "authorizing":
          this.#end(AUTHENTICATION_CUT);
          break;
        case "session":
          if (this.#phase.session.share.errorInfo) this.#end(this.#phase.session.share.errorInfo);
          break;
      }
    });
  }

  /** Answers `credentialsNeeded`; comes back with `reopen`, since the server may have lost patience meanwhile. */
  provideCredentials(credentials: Credentials): Output[] {
    return this.#run(() => {
      this.#credentials = credentials;
      this.#phase = { name: "idle" };
      this.#emit({ type: "reopen" });
    });
  }

  /** @param flags of `KeyFlag`; @param scancode of set 1, without prefix */
  key(flags: number, scancode: number): Output[] {
    return this.#input(keyEvent(flags, scancode));
  }

  /** @param flags `KeyFlag.Release` or 0; @param unit UTF-16 code unit */
  unicode(flags: number, unit: number): Output[] {
    return this.#input(unicodeEvent(flags, unit));
  }

  /** @param x, y pixels of the desktop, here and below */
  pointerMove(x: number, y: number): Output[] {
    return this.#input({ type: "move", x, y });
  }

  /** @param button of `PointerButton` */
  pointerButton(button: number, pressed: boolean, x: number, y: number): Output[] {
    const event = buttonEvent(button, pressed, x, y);
    return event ? this.#input(event) : [];
  }

  /** What the mouse does from wherever the pointer is, if the server takes that: `active` says so. */
  relative(event: RelativeEvent): Output[] {
    return this.#input(event);
  }

  /** @param rotation 120 is one notch; positive is away from the user, or right */
  wheel(horizontal: boolean, rotation: number, x: number, y: number): Output[] {
    const axis = horizontal ? "horizontal" : "vertical";
    return this.#inSession((session) => session.wheel({ type: "wheel", axis, rotation, x, y }));
  }

  /** @param lockKeys TS_SYNC_EVENT bits: the toggle keys as they are at the user's keyboard */
  synchronize(lockKeys: number): Output[] {
    return this.#input({ type: "synchronize", toggles: lockKeys });
  }

  /** True: the server sends no graphics until it is called with false. */
  suppressOutput(suppress: boolean): Output[] {
    return this.#inSession(({ share }) => share.suppressOutput(suppress));
  }

  /** The server paints through the graphics pipeline. */
  get hasPipeline(): boolean {
    return this.#phase.name === "session" && this.#phase.session.channels.graphics.isOpen;
  }

  /** The server can be made to paint everything for somebody who has seen nothing. */
  get canRepaint(): boolean {
    return this.#phase.name === "session" && this.#phase.session.canRepaint;
  }

  /** Has the server paint everything anew, if `canRepaint`. `pipelineOpened` comes before what is new of the pipeline. */
  repaint(): Output[] {
    return this.#inSession((session) => session.repaint());
  }

  /** The frame `frameId` of surface commands was presented. */
  frameShown(frameId: number): Output[] {
    return this.#inSession(({ share }) => share.acknowledgeFrame(frameId));
  }

  /** The frame `frameId` of the graphics pipeline was presented. @param waiting bytes received and not yet presented */
  pipelineFrameShown(frameId: number, waiting: number): Output[] {
    return this.#inSession(({ channels }) => channels.graphics.acknowledgeFrame(frameId, waiting));
  }

  /** Asks for another desktop size, if `canResize`; a new `active` or another size of the pipeline's output follows. */
  resize(desktop: DesktopGeometry): Output[] {
    return this.#inSession(({ channels }) => channels.displayControl.resize(desktop));
  }

  /** The server takes another size now: it offers display control ([MS-RDPEDISP]) and is not being activated again. */
  get canResize(): boolean {
    return this.#phase.name === "session" && this.#phase.session.canResize;
  }

  /** Runs `work`, in which handlers send on their channels. */
  inChannels(work: () => void): Output[] {
    return this.#inSession(work);
  }

  /** The line behind this client, for the server's auto-detect: it counts for the whole path. */
  setPath(path: PathFigures): void {
    if (this.#phase.name === "session") this.#phase.session.autoDetect.setPath(path);
  }

  /** The user ends the connection: tells the server, then `ended` without failure. */
  disconnect(): Output[] {
    return this.#run(() => {
      if (this.#phase.name === "session") this.#phase.session.hangUp();
      this.#emit({ type: "ended" });
    });
  }

  #receivePdu(pdu: Uint8Array): void {
    const phase = this.#phase;
    switch (phase.name) {
      case "negotiating":
        this.#negotiated(phase.secured, pdu);
        break;
      case "authenticating":
        this.#receiveTsRequest(phase.agreement, phase.credSsp, pdu);
        break;
      case "authorizing":
        this.#authorized(phase.agreement, pdu);
        break;
      case "joining":
        this.#receiveJoining(phase.mcs, pdu);
        break;
      case "session":
        phase.session.receive(pdu);
        break;
    }
  }

  #requestConnection(): void {
    const { protocols } = this.#negotiation;
    const routing = routingToken(this.#settings, this.#credentials);
    this.#send(
      encodeConnectionRequest({
        ...(routing ? { routing } : {}),
        ...(protocols === undefined ? {} : { negotiation: { flags: 0, protocols } }),
      }),
    );
  }

  #negotiated(secured: boolean, pdu: Uint8Array): void {
    const agreement = this.#negotiation.confirm(decodeConnectionConfirm(pdu));
    if (!agreement) {
      this.#phase = { name: "idle" };
      this.#emit({ type: "reopen" });
    } else if (secured) {
      this.#join(agreement);
    } else if (agreement.protocol === SecurityProtocol.Rdp) {
      this.#emit({ type: "step", step: "securing" });
      this.#join(agreement);
    } else {
      this.#startTls(agreement);
    }
  }

  #startTls(agreement: Agreement): void {
    this.#emit({ type: "step", step: "securing" });
    this.#phase = { name: "startingTls", agreement };
    this.#emit({ type: "startTls" });
  }

  #authenticate(agreement: Agreement, certificate: Uint8Array): void {
    this.#emit({ type: "step", step: "authenticating" });
    if (!this.#credentials) {
      this.#phase = { name: "askingCredentials" };
      this.#emit({ type: "credentialsNeeded", fields: ["username", "password", "domain"] });
      return;
    }
    const credSsp = new CredSspClient({
      credentials: this.#credentials,
      hostname: this.#settings.hostname,
      certificate,
      environment: this.#environment,
      mechanism: this.#mechanism,
    });
    this.#phase = { name: "authenticating", agreement, credSsp };
    this.#send(credSsp.start());
  }

  #receiveTsRequest(agreement: Agreement, credSsp: CredSspClient, pdu: Uint8Array): void {
    const { send, done } = credSsp.receive(pdu);
    if (done && this.#settings.probe) {
      // What would be sent is the password itself ([MS-CSSP] 3.1.5, step 5).
      this.#emit({ type: "ended" });
      return;
    }
    if (send) this.#send(send);
    if (!done) return;
    if (this.#negotiation.direct) {
      this.#phase = { name: "negotiating", secured: true };
      this.#requestConnection();
    } else if (agreement.protocol === SecurityProtocol.HybridEx) {
      this.#phase = { name: "authorizing", agreement };
    } else {
      this.#join(agreement);
    }
  }

  #authorized(agreement: Agreement, pdu: Uint8Array): void {
    const failure = decodeEarlyUserAuthorizationResult(pdu);
    if (failure) throw new ClientError(failure);
    this.#join(agreement);
  }

  #join(agreement: Agreement): void {
    if (this.#settings.probe) {
      this.#emit({ type: "ended" });
      return;
    }
    const mcs = new McsConnection(describeClient(this.#settings, agreement));
    this.#phase = { name: "joining", mcs };
    this.#send(mcs.start());
  }

  #receiveJoining(mcs: McsConnection, pdu: Uint8Array): void {
    const { send, domain } = mcs.receive(pdu);
    for (const bytes of send) this.#send(bytes);
    if (!domain) return;
    const session = new Session({
      settings: this.#settings,
      environment: this.#environment,
      credentials: this.#credentials,
      domain,
      handlers: this.#handlers,
      emit: (output) => this.#emit(output),
    });
    this.#phase = { name: "session", session };
  }

  #input(event: InputEvent): Output[] {
    return this.#inSession(({ share }) => share.input([event]));
  }

  #inSession(command: (session: Session) => void): Output[] {
    return this.#run(() => {
      if (this.#phase.name === "session") command(this.#phase.session);
    });
  }

  /** Gathers the outputs of one call, and turns what goes wrong in it into `ended`. */
  #run(action: () => void): Output[] {
    if (this.#phase.name === "ended") return [];
    this.#outputs = [];
    try {
      action();
    } catch (error) {
      if (error instanceof ClientError) this.#fail(error.failure);
      else if (error instanceof DecodeError) this.#end(this.#misread(error));
      else throw error;
    }
    return this.#outputs;
  }

  #fail(failure: ClientFailure): void {
    if (this.#phase.name === "authenticating") this.#authenticationFailed(this.#phase.credSsp, failure);
    else this.#end(failure);
  }

  /**
   * Servers made with FreeRDP 2 refuse SPNEGO. As long as there was no challenge, no logon was tried that could be
   * counted against the account, and NTLM by itself is worth another connection.
   */
  #authenticationFailed(credSsp: CredSspClient, failure: ClientFailure): void {
    if (this.#mechanism === "ntlm" || credSsp.challenged) {
      this.#end(failure);
      return;
    }
    this.#mechanism = "ntlm";
    this.#phase = { name: "idle" };
    this.#emit({ type: "reopen" });
  }

  #misread(error: DecodeError): ClientFailure {
    if (this.#phase.name === "negotiating") return { ...NOT_RDP, detail: error.message };
    return {
      code: "protocol-error",
      detail: error.message,
      message: "The server sent something that is not RDP as the specification has it.",
    };
  }

  #send(bytes: Uint8Array): void {
    this.#emit({ type: "send", bytes });
  }

  #end(failure: ClientFailure): void {
    this.#emit({ type: "ended", failure });
  }

  #emit(output: Output): void {
    if (this.#phase.name === "ended") return;
    this.#outputs.push(output);
    if (output.type === "ended" || output.type === "redirect") this.#phase = { name: "ended" };
  }
}
