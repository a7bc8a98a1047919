import {
  DeviceDown,
  type DevicePolicy,
  DeviceUp,
  decodeJson,
  decodeLocalData,
  encodeJson,
  encodeLocalData,
  type LocalFolder,
  type LocalFolderAnswer,
  type LocalFolderRequest,
  localPieces,
} from "@passerelle/tunnel";
import type { DeviceGateway, PageDevice } from "../page-device.ts";
import { Store } from "../store.ts";
import { FolderActions, FolderProblem } from "./folder-actions.ts";

/** A folder of this computer that the desktop sees as a drive. */
interface SharedFolder extends LocalFolder {
  readonly actions: FolderActions;
}

/** The page's half of a shared folder: the desktop asks, the browser reads and writes. */
export class LocalFolderDevice implements PageDevice {
  readonly takes = [DeviceDown.LocalFolderRequest, DeviceDown.LocalFolderData];
  /** What is shared now. */
  readonly shared = new Store<LocalFolder | undefined>(undefined);
  readonly #gateway: DeviceGateway;
  #folder: SharedFolder | undefined;
  /** What is to be written, by the request that follows it. */
  readonly #pieces = new Map<number, Uint8Array[]>();
  /** Each request waits for those before it, so that a file is read as it was written. */
  #turn: Promise<void> = Promise.resolve();

  constructor(gateway: DeviceGateway) {
    this.#gateway = gateway;
  }

  /** Whether this browser can share a folder: Chromium and its kin, over HTTPS. */
  get isPossible(): boolean {
    return "showDirectoryPicker" in window;
  }

  /** Asks the person for a folder and shares it. @throws DOMException when they choose none */
  async share(isWritable: boolean): Promise<void> {
    const root = await window.showDirectoryPicker({ mode: isWritable ? "readwrite" : "read" });
    await this.stop();
    this.#folder = { name: root.name, isWritable, actions: new FolderActions(root) };
    this.#tell();
  }

  async stop(): Promise<void> {
    const folder = this.#folder;
    this.#folder = undefined;
    this.#tell();
    await folder?.actions.close();
  }

  lineOpened(_policy: DevicePolicy): void {
    if (this.#folder) this.#tell();
  }

  lineClosed(): void {
    this.#pieces.clear();
    this.#folder?.actions.close();
  }

  received(type: number, payload: Uint8Array): void {
    if (type === DeviceDown.LocalFolderData) {
      const { request, data } = decodeLocalData(payload);
      this.#pieces.set(request, [...(this.#pieces.get(request) ?? []), data]);
      return;
    }
    const asked = decodeJson(payload) as LocalFolderRequest;
    const data = joined(this.#pieces.get(asked.request) ?? []);
    this.#pieces.delete(asked.request);
    this.#turn = this.#turn.then(() => this.#answer(asked, data));
  }

  close(): void {
    this.#folder?.actions.close();
  }

  #tell(): void {
    const folder = this.#folder && { name: this.#folder.name, isWritable: this.#folder.isWritable };
    this.shared.value = folder;
    this.#gateway.send(DeviceUp.LocalFolder, encodeJson(folder ?? null));
  }

  async #answer({ request, ...action }: LocalFolderRequest, data: Uint8Array<ArrayBuffer>): Promise<void> {
    const send = (answer: LocalFolderAnswer) => this.#gateway.send(DeviceUp.LocalFolderAnswer, encodeJson(answer));
    try {
      if (!this.#folder) throw new FolderProblem("not-allowed");
      const { data: read = new Uint8Array(0), ...answer } = await this.#folder.actions.perform(action, data);
      for (const piece of localPieces(read)) {
        this.#gateway.send(DeviceUp.LocalFolderData, encodeLocalData(request, piece));
      }
      send({ request, ...answer });
    } catch (error) {
      send({ request, problem: error instanceof FolderProblem ? error.problem : "failed" });
    }
  }
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const piece of pieces) {
    bytes.set(piece, start);
    start += piece.length;
  }
  return bytes;
}
