import type { Output } from "../output.ts";
import type { ClientSettings } from "../settings.ts";
import { DisplayControl } from "./display-control/display-control.ts";
import { displayControlChannelName } from "./display-control/display-control-pdus.ts";
import { type DynamicChannelListener, DynamicChannels } from "./dynamic/dynamic-channels.ts";
import { GraphicsChannel } from "./graphics/graphics-channel.ts";
import { graphicsChannelName } from "./graphics/graphics-pdus.ts";
import { encodeChunks, StaticChannelReassembly } from "./static-channel.ts";

const DYNAMIC_CHANNELS = "drdynvc";

interface StaticChannel {
  readonly name: string;
  readonly id: number;
  readonly reassembly: StaticChannelReassembly;
}

/** The virtual channels of one connection: the static ones, and in drdynvc the graphics pipeline and display control. */
export class ClientChannels {
  readonly graphics: GraphicsChannel;
  readonly displayControl: DisplayControl;
  readonly #byId = new Map<number, StaticChannel>();
  readonly #emit: (output: Output) => void;
  readonly #sendChunk: (channel: number, chunk: Uint8Array) => void;
  readonly #dynamic: DynamicChannels;

  /** @param ids MCS channel of each static channel by name */
  constructor(
    settings: ClientSettings,
    ids: ReadonlyMap<string, number>,
    emit: (output: Output) => void,
    sendChunk: (channel: number, chunk: Uint8Array) => void,
  ) {
    for (const [name, id] of ids) this.#byId.set(id, { name, id, reassembly: new StaticChannelReassembly(name) });
    this.#emit = emit;
    this.#sendChunk = sendChunk;
    const { avc, desktop } = settings;
    this.graphics = new GraphicsChannel({ avc, monitors: [desktop, ...(desktop.furtherMonitors ?? [])] }, emit);
    this.displayControl = new DisplayControl(emit);
    const listeners = new Map<string, DynamicChannelListener>([[displayControlChannelName, this.displayControl]]);
    if (settings.graphicsPipeline) listeners.set(graphicsChannelName, this.graphics);
    this.#dynamic = new DynamicChannels(listeners, (message) => this.send(DYNAMIC_CHANNELS, message));
  }

  /** Takes a chunk; one for a channel that was never joined is ignored. */
  receive(channel: number, chunk: Uint8Array): void {
    const target = this.#byId.get(channel);
    const message = target?.reassembly.receive(chunk);
    if (!target || !message) return;
    if (target.name === DYNAMIC_CHANNELS) this.#dynamic.receive(message);
    else this.#emit({ type: "channel", name: target.name, data: message });
  }

  /** Sends a whole message on a static channel, if the server gave it. */
  send(name: string, message: Uint8Array): void {
    const target = [...this.#byId.values()].find((channel) => channel.name === name);
    if (!target) return;
    for (const chunk of encodeChunks(message)) this.#sendChunk(target.id, chunk);
  }
}
