import { DeviceDown, decodeJson, decodeSoundBlock } from "@passerelle/tunnel";
import type { DeviceLink, DevicePage } from "../../devices/device.ts";

/** What a page heard: JSON of states and formats, the rest by name. */
export type Heard = readonly [type: string, value?: unknown];

const NAMES = new Map<number, string>(Object.entries(DeviceDown).map(([name, type]) => [type, name]));
const JSON_RECORDS: readonly number[] = [DeviceDown.SoundState, DeviceDown.SoundFormat, DeviceDown.MicrophoneState];

/** A page on its device line. */
export class TestPage implements DevicePage {
  readonly decodes: DevicePage["decodes"];
  readonly heard: Heard[] = [];
  unsent = 0;

  constructor(decodes: DevicePage["decodes"] = []) {
    this.decodes = decodes;
  }

  send(type: number, head = new Uint8Array(0), body = new Uint8Array(0)): void {
    this.heard.push([NAMES.get(type) ?? "?", this.#read(type, new Uint8Array([...head, ...body]))]);
  }

  /** What came of one type, in order. */
  of(name: keyof typeof DeviceDown): unknown[] {
    return this.heard.filter(([type]) => type === name).map(([, value]) => value);
  }

  #read(type: number, payload: Uint8Array): unknown {
    if (JSON_RECORDS.includes(type)) return decodeJson(payload);
    return type === DeviceDown.SoundBlock ? decodeSoundBlock(payload) : [...payload];
  }
}

/** An RDP connection that takes everything at once, unless `takes` is false. */
export class TestLink implements DeviceLink {
  takes = true;
  readonly #waiting: (() => void)[] = [];

  perform(work: () => void): void {
    work();
  }

  room(): Promise<void> {
    return this.takes ? Promise.resolve() : new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** The server reads again. */
  release(): void {
    this.takes = true;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
