export interface DynamicChannel {
  readonly id: number;
  readonly name: string;
  send(message: Uint8Array): void;
  close(): void;
}
export interface DynamicChannelListener {
  /** `pieces`: data is handed on as it comes, as views; `messages`: whole messages. */
  readonly delivery: "pieces" | "messages";
  opened(channel: DynamicChannel): void;
  received(data: Uint8Array, first: boolean, last: boolean): void;
  closed(): void;
}
/** Client side of drdynvc. */
export declare class DynamicChannels {
  /** @param send takes one drdynvc message, to be chunked onto the static channel */
  constructor(listeners: ReadonlyMap<string, DynamicChannelListener>, send: (message: Uint8Array) => void);
  /** Takes one whole drdynvc static channel message. */
  receive(message: Uint8Array): void;
}
