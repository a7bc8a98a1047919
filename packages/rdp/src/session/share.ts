import { ClientError } from "../client-error.ts";
import { type CapabilitySet, findCapabilitySet, InputFlag } from "../connection/capability-sets.ts";
import { clientCapabilities } from "../connection/client-capabilities.ts";
import type { SecureLink } from "../connection/secure-link.ts";
import type { ClientFailure, Output } from "../output.ts";
import type { ClientSettings } from "../settings.ts";
import { type DesktopRect, encodeFrameAcknowledge, encodeRefreshRect, encodeSuppressOutput } from "./display.ts";
import { errorInfoFailure, logonErrorFailure } from "./error-info.ts";
import { decodeFastPathOutput, type FastPathUpdate } from "./fast-path-output.ts";
import { ControlAction, encodeControl, encodeFontList, encodeSynchronize } from "./finalization.ts";
import { encodeFastPathInput, encodeSlowPathInput, type InputEvent } from "./input.ts";
import { decodeKeyboardIndicators } from "./keyboard-indicators.ts";
import { decodeRedirectionPacket } from "./redirection.ts";
import { decodeSessionInfo } from "./save-session-info.ts";
import { decodeSetErrorInfo } from "./set-error-info.ts";
import {
  decodeDemandActive,
  decodeShareControl,
  encodeConfirmActive,
  encodeShareControl,
  ShareControlType,
} from "./share-control.ts";
import { decodeShareData, encodeShareData, ShareDataType } from "./share-data.ts";
import { decodeSlowPathPointer, decodeSlowPathUpdate } from "./slow-path-output.ts";

/** osMajorType of TS_GENERAL_CAPABILITYSET ([MS-RDPBCGR] 2.2.7.1.1). */
const OS_MAJOR_TYPE_WINDOWS = 1;

const SOURCE_DESCRIPTOR = "MSTSC";

/** The desktop that the server shares, from one Demand Active to the next Deactivate All. */
interface Activation {
  readonly shareId: number;
  readonly width: number;
  readonly height: number;
  readonly capabilities: readonly CapabilitySet[];
  /** The Font Map has come: finalization is over. */
  readonly finalized: boolean;
}

/**
 * Capabilities exchange, finalization and all that follows on the I/O channel ([MS-RDPBCGR] 1.3.1.1, 1.3.1.3):
 * activated, deactivated and activated again as the server likes.
 */
export class Share {
  readonly #settings: ClientSettings;
  readonly #link: SecureLink;
  readonly #ioChannel: number;
  readonly #emit: (output: Output) => void;
  #activation: Activation | undefined;
  #errorInfo: ClientFailure | undefined;

  constructor(settings: ClientSettings, link: SecureLink, ioChannel: number, emit: (output: Output) => void) {
    this.#settings = settings;
    this.#link = link;
    this.#ioChannel = ioChannel;
    this.#emit = emit;
  }

  /** What the server gave as the reason of the disconnection that it is about to make. */
  get errorInfo(): ClientFailure | undefined {
    return this.#errorInfo;
  }

  /** The desktop is there; not while the server activates it again. */
  get isActive(): boolean {
    return this.#active !== undefined;
  }

  /** Takes what came on the I/O channel, without security header. */
  receive(bytes: Uint8Array): void {
    for (const { type, source, data } of decodeShareControl(bytes)) {
      switch (type) {
        case ShareControlType.DemandActive:
          this.#activate(source, data);
          break;
        case ShareControlType.DeactivateAll:
          this.#activation = undefined;
          break;
        case ShareControlType.Data:
          this.#receiveData(data);
          break;
        case ShareControlType.ServerRedirection:
          // two bytes of padding ([MS-RDPBCGR] 2.2.13.3.1)
          this.redirect(data.subarray(2));
          break;
      }
    }
  }

  receiveFastPath(pdu: Uint8Array): void {
    for (const update of decodeFastPathOutput(pdu, this.#link.security)) this.#update(update);
  }

  /** @param packet RDP_SERVER_REDIRECTION_PACKET */
  redirect(packet: Uint8Array): void {
    this.#emit({ type: "redirect", redirection: decodeRedirectionPacket(packet) });
  }

  /** Sends what the user does, by fast-path where the server takes it. */
  input(events: readonly InputEvent[]): void {
    if (!this.#active) return;
    const flags = findCapabilitySet(this.#active.capabilities, "input")?.flags ?? 0;
    if ((flags & (InputFlag.FastPathInput | InputFlag.FastPathInput2)) === 0) {
      this.#send(ShareDataType.Input, encodeSlowPathInput(events));
    } else {
      this.#emit({ type: "send", bytes: encodeFastPathInput(events, this.#link.security) });
    }
  }

  suppressOutput(suppress: boolean): void {
    const general = this.#active && findCapabilitySet(this.#active.capabilities, "general");
    if (!general?.suppressOutputSupport) return;
    this.#send(ShareDataType.SuppressOutput, encodeSuppressOutput(suppress ? undefined : this.#desktop()));
  }

  /** The server's general capabilities name Windows. */
  get saysWindows(): boolean {
    const general = this.#active && findCapabilitySet(this.#active.capabilities, "general");
    return general?.osMajorType === OS_MAJOR_TYPE_WINDOWS;
  }

  /** Tells the server that the user wants to leave ([MS-RDPBCGR] 1.3.1.4.1): its answer need not be awaited. */
  requestShutdown(): void {
    this.#send(ShareDataType.ShutdownRequest, new Uint8Array(0));
  }

  /** Has the server paint the whole desktop: by a refresh where it knows that, else by output that stops and begins. */
  repaint(): void {
    const general = this.#active && findCapabilitySet(this.#active.capabilities, "general");
    if (general?.refreshRectSupport) {
      this.#send(ShareDataType.RefreshRect, encodeRefreshRect([this.#desktop()]));
    } else {
      this.suppressOutput(true);
      this.suppressOutput(false);
    }
  }

  acknowledgeFrame(frameId: number): void {
    if (!this.#active || !findCapabilitySet(this.#active.capabilities, "frameAcknowledge")) return;
    this.#send(ShareDataType.FrameAcknowledge, encodeFrameAcknowledge(frameId));
  }

  get #active(): Activation | undefined {
    return this.#activation?.finalized ? this.#activation : undefined;
  }

  #desktop(): DesktopRect {
    return { left: 0, top: 0, right: this.#activation?.width ?? 1, bottom: this.#activation?.height ?? 1 };
  }

  /** Answers a Demand Active, and sends the client's whole finalization at once: the server takes it in its own time. */
  #activate(server: number, data: Uint8Array): void {
    const { shareId, capabilities } = decodeDemandActive(data);
    const kept = capabilities.map(([type, set]) => [type, set.slice()] as const);
    const bitmap = findCapabilitySet(kept, "bitmap");
    this.#activation = {
      shareId,
      width: bitmap?.desktopWidth || this.#settings.desktop.width,
      height: bitmap?.desktopHeight || this.#settings.desktop.height,
      capabilities: kept,
      finalized: false,
    };
    const confirm = encodeConfirmActive({
      shareId,
      sourceDescriptor: SOURCE_DESCRIPTOR,
      capabilities: clientCapabilities(this.#settings, kept),
    });
    const pdu = encodeShareControl({ type: ShareControlType.ConfirmActive, source: this.#link.user, data: confirm });
    this.#emit({ type: "send", bytes: this.#link.seal(this.#ioChannel, pdu) });
    this.#send(ShareDataType.Synchronize, encodeSynchronize(server));
    this.#send(ShareDataType.Control, encodeControl({ action: ControlAction.Cooperate, grantId: 0, controlId: 0 }));
    this.#send(
      ShareDataType.Control,
      encodeControl({ action: ControlAction.RequestControl, grantId: 0, controlId: 0 }),
    );
    this.#send(ShareDataType.FontList, encodeFontList());
  }

  #receiveData(bytes: Uint8Array): void {
    const { type, data } = decodeShareData(bytes);
    switch (type) {
      case ShareDataType.FontMap:
        this.#finalize();
        break;
      case ShareDataType.Update:
        this.#update(decodeSlowPathUpdate(data));
        break;
      case ShareDataType.Pointer:
        this.#update(decodeSlowPathPointer(data));
        break;
      case ShareDataType.SaveSessionInfo:
        this.#sessionInfo(data);
        break;
      case ShareDataType.SetKeyboardIndicators:
        this.#emit({ type: "lockKeys", keys: decodeKeyboardIndicators(data) });
        break;
      case ShareDataType.SetErrorInfo:
        this.#errorInfo = errorInfoFailure(decodeSetErrorInfo(data));
        break;
    }
  }

  #finalize(): void {
    if (!this.#activation) return;
    this.#activation = { ...this.#activation, finalized: true };
    const { width, height, capabilities } = this.#activation;
    const inputFlags = findCapabilitySet(capabilities, "input")?.flags ?? 0;
    const unicodeInput = (inputFlags & InputFlag.Unicode) !== 0;
    const relativeInput = (inputFlags & InputFlag.RelativeMouse) !== 0;
    this.#emit({ type: "active", width, height, unicodeInput, relativeInput });
  }

  #sessionInfo(data: Uint8Array): void {
    const { loggedOn, autoReconnect, logonError } = decodeSessionInfo(data);
    if (loggedOn) this.#emit({ type: "loggedOn", ...loggedOn });
    if (autoReconnect) this.#emit({ type: "autoReconnectCookie", cookie: autoReconnect });
    const failure = logonError && logonErrorFailure(logonError.type, logonError.data);
    if (failure) throw new ClientError(failure);
  }

  #update(update: FastPathUpdate | undefined): void {
    if (update) this.#emit({ type: "update", header: update.header, data: update.data });
  }

  #send(type: number, data: Uint8Array): void {
    if (!this.#activation) return;
    const pdu = encodeShareData(this.#link.user, { shareId: this.#activation.shareId, type, data });
    this.#emit({ type: "send", bytes: this.#link.seal(this.#ioChannel, pdu) });
  }
}
