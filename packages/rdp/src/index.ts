export { KeyFlag, PointerButton, RdpClient } from "./client.ts";
export type { Environment, HashName } from "./environment.ts";
export type {
  ClientFailure,
  ClientFailureCode,
  ClientStep,
  Output,
  Redirection,
} from "./output.ts";
export type * from "./settings.ts";
export { DecodeError } from "./wire/decode-error.ts";
export { Reader } from "./wire/reader.ts";
export { Writer } from "./wire/writer.ts";
