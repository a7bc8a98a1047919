import type { Environment } from "./environment.ts";
import type { Output } from "./output.ts";
import type { ClientSettings, Credentials, DesktopGeometry } from "./settings.ts";

/** A rectangle of the desktop in pixels; right and bottom are exclusive. */
export interface DesktopRect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Bits for `key` and `unicode`. */
export const KeyFlag = { Release: 1, Extended: 2, Extended1: 4 } as const;
export const PointerButton = { Left: 1, Right: 2, Middle: 3, Back: 4, Forward: 5 } as const;

/**
 * One RDP connection, without I/O: what happens on the socket goes in, what is to be done comes out, in order.
 * Nothing is thrown: what goes wrong comes as an `ended` output. After `ended` or `redirect` every call returns [].
 * Commands given before the desktop is active are dropped.
 */
export class RdpClient {
  constructor(_settings: ClientSettings, _environment: Environment) {}

  /** The TCP connection is there (the first, or again after a `reopen`). */
  start(): Output[] {
    return [];
  }

  /** Bytes from the server; inside TLS once `tlsEstablished` was called. */
  receive(_bytes: Uint8Array): Output[] {
    return [];
  }

  /** TLS is up. @param certificate the server's, DER */
  tlsEstablished(_tls: { readonly certificate: Uint8Array }): Output[] {
    return [];
  }

  /** The server closed or reset the connection, or TLS failed: answers with `reopen` where a fallback is left, else `ended`. */
  disconnected(): Output[] {
    return [];
  }

  /** Answers `credentialsNeeded`; comes back with `reopen`, since the server may have lost patience meanwhile. */
  provideCredentials(_credentials: Credentials): Output[] {
    return [];
  }

  /** @param flags of `KeyFlag`; @param scancode of set 1, without prefix */
  key(_flags: number, _scancode: number): Output[] {
    return [];
  }

  /** @param flags `KeyFlag.Release` or 0; @param unit UTF-16 code unit */
  unicode(_flags: number, _unit: number): Output[] {
    return [];
  }

  pointerMove(_x: number, _y: number): Output[] {
    return [];
  }

  /** @param button of `PointerButton` */
  pointerButton(_button: number, _pressed: boolean, _x: number, _y: number): Output[] {
    return [];
  }

  /** @param rotation 120 is one notch; positive is away from the user, or right */
  wheel(_horizontal: boolean, _rotation: number, _x: number, _y: number): Output[] {
    return [];
  }

  /** @param lockKeys TS_SYNC_EVENT bits: the toggle keys as they are at the user's keyboard */
  synchronize(_lockKeys: number): Output[] {
    return [];
  }

  /** True: the server sends no graphics until it is called with false. */
  suppressOutput(_suppress: boolean): Output[] {
    return [];
  }

  /** Asks the server to paint again; without rectangles, the whole desktop. */
  refresh(_rects?: readonly DesktopRect[]): Output[] {
    return [];
  }

  /** The frame `frameId` of surface commands was presented. */
  frameShown(_frameId: number): Output[] {
    return [];
  }

  /** The frame `frameId` of the graphics pipeline was presented. @param queueDepth frames received and not yet presented */
  pipelineFrameShown(_frameId: number, _queueDepth: number): Output[] {
    return [];
  }

  /** Has the server begin the graphics pipeline anew: its state is void, and it paints all. */
  resetPipeline(): Output[] {
    return [];
  }

  /** Asks for another desktop size; false of `canResize` means that the server does not offer it. */
  resize(_desktop: DesktopGeometry): Output[] {
    return [];
  }

  get canResize(): boolean {
    return false;
  }

  /** A whole message for one of `settings.staticChannels`. */
  sendChannel(_name: string, _data: Uint8Array): Output[] {
    return [];
  }

  /** The user ends the connection: tells the server, then `ended` without failure. */
  disconnect(): Output[] {
    return [];
  }
}
