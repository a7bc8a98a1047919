import type { Output } from "../output.ts";
import type { ClientSettings } from "../settings.ts";
import type { ChannelHandler } from "./channel-handler.ts";
import { DisplayControl } from "./display-control/display-control.ts";
import { displayControlChannelName } from "./display-control/display-control-pdus.ts";
import { type DynamicChannelListener, DynamicChannels } from "./dynamic/dynamic-channels.ts";
import { GraphicsChannel } from "./graphics/graphics-channel.ts";
import { graphicsChannelName } from "./graphics/graphics-pdus.ts";
import { dynamicListener, GuardedHandler, StaticHandlerChannel } from "./handler-channels.ts";
import { encodeChunks, StaticChannelReassembly } from "./static-channel.ts";

const DYNAMIC_CHANNELS = "drdynvc";

/** What takes the chunks of a static channel. */
interface ChunkReceiver {
  receive(chunk: Uint8Array): void;
}

/** The virtual channels of one connection: the static ones, and in drdynvc the graphics pipeline, display control and others. */
export class ClientChannels {
  readonly graphics: GraphicsChannel;
  readonly displayControl: DisplayControl;
  readonly #byId = new Map<number, ChunkReceiver>();
  readonly #sendChunk: (channel: number, chunk: Uint8Array) => void;

  /**
   * @param ids MCS channel of each static channel by name
   * @param handlers of all channels but those that are named here
   */
  constructor(
    settings: ClientSettings,
    ids: ReadonlyMap<string, number>,
    handlers: readonly ChannelHandler[],
    emit: (output: Output) => void,
    sendChunk: (channel: number, chunk: Uint8Array) => void,
  ) {
    this.#sendChunk = sendChunk;
    const { avc, desktop } = settings;
    this.graphics = new GraphicsChannel({ avc, monitors: [desktop, ...(desktop.furtherMonitors ?? [])] }, emit);
    this.displayControl = new DisplayControl(emit);
    const listeners = new Map<string, DynamicChannelListener>([[displayControlChannelName, this.displayControl]]);
    if (settings.graphicsPipeline) listeners.set(graphicsChannelName, this.graphics);
    const guarded = handlers.map((handler) => new GuardedHandler(handler));
    for (const handler of guarded) {
      for (const name of handler.dynamicChannels) listeners.set(name, dynamicListener(handler));
      const name = handler.staticChannel;
      const id = name === undefined ? undefined : ids.get(name);
      if (name === undefined || id === undefined) continue;
      const sendPart = (message: Uint8Array, start: number, end: number) => this.#send(id, message, { start, end });
      this.#byId.set(id, new StaticHandlerChannel(handler, name, sendPart));
    }
    const dynamicId = ids.get(DYNAMIC_CHANNELS);
    if (dynamicId !== undefined) this.#byId.set(dynamicId, this.#dynamicChannels(dynamicId, listeners));
  }

  /** Takes a chunk; one for a channel that was never joined is ignored. */
  receive(channel: number, chunk: Uint8Array): void {
    this.#byId.get(channel)?.receive(chunk);
  }

  #dynamicChannels(id: number, listeners: ReadonlyMap<string, DynamicChannelListener>): ChunkReceiver {
    const channels = new DynamicChannels(listeners, (message) => this.#send(id, message));
    const reassembly = new StaticChannelReassembly(DYNAMIC_CHANNELS);
    return {
      receive: (chunk) => {
        const message = reassembly.receive(chunk);
        if (message) channels.receive(message);
      },
    };
  }

  #send(id: number, message: Uint8Array, part: { readonly start?: number; readonly end?: number } = {}): void {
    for (const chunk of encodeChunks(message, part)) this.#sendChunk(id, chunk);
  }
}
