import {
  type CapabilitySet,
  type ClientData,
  type ClientInfo,
  ControlAction,
  capabilitySet,
  type DesktopRect,
  decodeBasicSecurity,
  decodeClientInfo,
  decodeConfirmActive,
  decodeControl,
  decodeRefreshRect,
  decodeShareControl,
  decodeShareData,
  decodeSlowPathInput,
  decodeSuppressOutput,
  encodeBasicSecurity,
  encodeControl,
  encodeDemandActive,
  encodeFontMap,
  encodeKeyboardIndicators,
  encodeLicenseError,
  encodeRedirectionPacket,
  encodeSessionInfo,
  encodeSetErrorInfo,
  encodeShareControl,
  encodeShareData,
  encodeSynchronize,
  GeneralFlag,
  type InputEvent,
  InputFlag,
  type Redirection,
  SecurityFlag,
  ShareControlType,
  ShareDataType,
  stateNoTransition,
  statusValidClient,
  Writer,
} from "@passerelle/rdp";
import type { SendAt, Stage } from "./stage.ts";

export interface DesktopSize {
  readonly width: number;
  readonly height: number;
}

/** What the client says of itself and does on its share. */
export interface ShareListener {
  /** The desktop may be shown; after each activation. */
  active(client: ClientData, capabilities: readonly CapabilitySet[]): void;
  input(events: readonly InputEvent[]): void;
  refresh(rects: readonly DesktopRect[]): void;
  /** @param shown what is to be shown again; undefined: the client wants no output */
  suppressOutput(shown: DesktopRect | undefined): void;
}

export interface ShareOptions {
  readonly client: ClientData;
  readonly user: number;
  readonly serverUser: number;
  readonly listener: ShareListener;
  readonly mayLogOn: (info: ClientInfo) => boolean;
  /** Sends on the I/O channel. */
  readonly send: SendAt;
  readonly disconnect: () => void;
}

const SHARE_ID = 0x000103ea;
const LARGEST_UPDATE = 0x10000;
/** CHANNEL_CHUNK_LENGTH ([MS-RDPBCGR] 3.1.5.2.1); FreeRDP takes a set without it at its word, and sends nothing. */
const CHUNK_LENGTH = 1600;
const ERRINFO_SERVER_FRESH_CREDENTIALS_REQUIRED = 0x0000000a;

/** The I/O channel from the client info on: licensing, capabilities, finalisation, and the share's data. */
export class Share {
  readonly client: ClientData;
  readonly #options: ShareOptions;
  #size: DesktopSize;
  #isLoggedOn = false;
  #capabilities: readonly CapabilitySet[] = [];
  #logOnName = "";

  constructor(options: ShareOptions) {
    this.#options = options;
    this.client = options.client;
    const { desktopWidth, desktopHeight } = options.client.core;
    this.#size = { width: desktopWidth, height: desktopHeight };
  }

  /** Pixels of the desktop. */
  get size(): DesktopSize {
    return this.#size;
  }

  /** Takes what came on the I/O channel. Throws DecodeError. */
  receive(bytes: Uint8Array): void {
    if (!this.#isLoggedOn) {
      this.#logOn(decodeClientInfo(decodeBasicSecurity(bytes).data));
      return;
    }
    for (const { type, data } of decodeShareControl(bytes)) {
      if (type === ShareControlType.ConfirmActive) this.#capabilities = decodeConfirmActive(data).capabilities;
      else if (type === ShareControlType.Data) this.#takeData(data);
    }
  }

  /** Ends the share and makes a new one of this size ([MS-RDPBCGR] 1.3.1.3). */
  reactivate(size: DesktopSize): void {
    const sourceDescriptor = Uint8Array.of(0);
    const data = new Writer().u32(SHARE_ID).u16(sourceDescriptor.length).bytes(sourceDescriptor).finish();
    this.#sendControl("desktop", ShareControlType.DeactivateAll, data);
    this.#size = size;
    this.#demandActive();
  }

  /** Which lock keys are on: TS_SYNC_EVENT bits. */
  setKeyboardIndicators(keys: number): void {
    this.#sendData("desktop", ShareDataType.SetKeyboardIndicators, encodeKeyboardIndicators(keys));
  }

  /** Tells why the connection is about to end ([MS-RDPBCGR] 2.2.5.1.1). */
  setErrorInfo(code: number): void {
    this.#sendData("desktop", ShareDataType.SetErrorInfo, encodeSetErrorInfo(code));
  }

  /** Sends the client elsewhere, in the form for enhanced security ([MS-RDPBCGR] 2.2.13.3.1). */
  redirect(redirection: Redirection): void {
    const packet = encodeRedirectionPacket(redirection);
    const padded = new Writer(packet.length + 3).u16(0).bytes(packet).u8(0).finish();
    this.#sendControl("desktop", ShareControlType.ServerRedirection, padded);
  }

  #logOn(info: ClientInfo): void {
    this.#isLoggedOn = true;
    this.#logOnName = info.username;
    if (!this.#options.mayLogOn(info)) {
      this.#sendLicense();
      this.setErrorInfo(ERRINFO_SERVER_FRESH_CREDENTIALS_REQUIRED);
      this.#options.disconnect();
      return;
    }
    this.#sendLicense();
    this.#demandActive();
  }

  #sendLicense(): void {
    const message = encodeLicenseError({ errorCode: statusValidClient, stateTransition: stateNoTransition });
    this.#options.send("licensing", encodeBasicSecurity(SecurityFlag.License, message));
  }

  #demandActive(): void {
    const { width, height } = this.#size;
    const capabilities = [
      capabilitySet("general", {
        osMajorType: 1, // Windows
        osMinorType: 3, // NT
        protocolVersion: 0x0200,
        extraFlags: GeneralFlag.FastPathOutput | GeneralFlag.LongCredentials | GeneralFlag.NoBitmapCompressionHeader,
        refreshRectSupport: 1,
        suppressOutputSupport: 1,
      }),
      capabilitySet("bitmap", {
        preferredBitsPerPixel: this.client.core.highColorDepth,
        receive1BitPerPixel: 1,
        receive4BitsPerPixel: 1,
        receive8BitsPerPixel: 1,
        desktopWidth: width,
        desktopHeight: height,
        desktopResize: 1,
        bitmapCompression: 1,
        multipleRectangles: 1,
      }),
      capabilitySet("order", {}),
      capabilitySet("pointer", { colorPointer: 1, colorPointerCacheSize: 20, pointerCacheSize: 20 }),
      capabilitySet("input", {
        flags:
          InputFlag.Scancodes |
          InputFlag.ExtendedMouse |
          InputFlag.Unicode |
          InputFlag.FastPathInput2 |
          InputFlag.RelativeMouse |
          InputFlag.HorizontalWheel,
      }),
      capabilitySet("virtualChannel", { chunkSize: CHUNK_LENGTH }),
      capabilitySet("share", { nodeId: this.#options.serverUser }),
      capabilitySet("multifragmentUpdate", { maxRequestSize: LARGEST_UPDATE }),
      capabilitySet("largePointer", { flags: 0x0001 | 0x0002 }), // up to 96 x 96, up to 384 x 384
    ];
    const data = encodeDemandActive({ shareId: SHARE_ID, sourceDescriptor: "RDP", capabilities });
    this.#sendControl("capabilities", ShareControlType.DemandActive, data);
  }

  #takeData(bytes: Uint8Array): void {
    const { type, data } = decodeShareData(bytes);
    const { listener, user, serverUser } = this.#options;
    switch (type) {
      case ShareDataType.Synchronize:
        this.#sendData("finalization", ShareDataType.Synchronize, encodeSynchronize(user));
        return;
      case ShareDataType.Control: {
        const isCooperate = decodeControl(data).action === ControlAction.Cooperate;
        const answer = isCooperate
          ? { action: ControlAction.Cooperate, grantId: 0, controlId: 0 }
          : { action: ControlAction.GrantedControl, grantId: user, controlId: serverUser };
        this.#sendData("finalization", ShareDataType.Control, encodeControl(answer));
        return;
      }
      case ShareDataType.FontList:
        this.#sendData("finalization", ShareDataType.FontMap, encodeFontMap());
        this.#sendLogOn();
        listener.active(this.client, this.#capabilities);
        return;
      case ShareDataType.Input:
        listener.input(decodeSlowPathInput(data));
        return;
      case ShareDataType.RefreshRect:
        listener.refresh(decodeRefreshRect(data));
        return;
      case ShareDataType.SuppressOutput:
        listener.suppressOutput(decodeSuppressOutput(data));
        return;
      case ShareDataType.ShutdownRequest:
        this.#sendData("desktop", ShareDataType.ShutdownDenied, new Uint8Array(0));
        return;
      default:
    }
  }

  #sendLogOn(): void {
    const info = encodeSessionInfo({ loggedOn: { username: this.#logOnName, domain: "" } });
    this.#sendData("desktop", ShareDataType.SaveSessionInfo, info);
  }

  #sendData(stage: Stage, type: number, data: Uint8Array): void {
    this.#options.send(stage, encodeShareData(this.#options.serverUser, { shareId: SHARE_ID, type, data }));
  }

  #sendControl(stage: Stage, type: number, data: Uint8Array): void {
    this.#options.send(stage, encodeShareControl({ type, source: this.#options.serverUser, data }));
  }
}
