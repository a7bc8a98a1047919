export { DesktopError } from "./desktop-error.ts";
export { DeviceLine, type DeviceLineOptions } from "./device-line.ts";
export { percentile } from "./figures.ts";
export { GatewayError } from "./gateway-client.ts";
export { type AnswerPrompt, type DesktopOptions, HeadlessDesktop } from "./headless-desktop.ts";
