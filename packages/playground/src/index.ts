export { ClipboardServer, type Copied, type CopiedFile } from "./clipboard/clipboard-server.ts";
export { type Fault, type FaultAction, refuseLicence, refuseNegotiation } from "./fault.ts";
export { type Playground, type PlaygroundOptions, startPlayground } from "./playground.ts";
export type { ServerChannel } from "./protocol/server-channel.ts";
export type { Session as PlaygroundSession } from "./session.ts";
export { imaFormat, lawFormat, packetFormat, pcmFormat, tone } from "./sound/formats.ts";
export { MicrophoneServer } from "./sound/microphone-server.ts";
export { SoundServer } from "./sound/sound-server.ts";
