export type { DisplayRequest, FurtherMonitor, Orientation } from "./display.ts";
export {
  type Attached,
  CONNECT_STEPS,
  type ConnectStep,
  Downstream,
  decodeDesktopSize,
  decodeJson,
  encodeDesktopSize,
  encodeJson,
  LockKey,
  PipelineFlag,
  type PromptField,
  type Status,
} from "./downstream.ts";
export { FAILURE_CODES, type Failure, type FailureCode } from "./failure.ts";
export { Outbox } from "./outbox.ts";
export {
  decodeRecords,
  MAX_PAYLOAD,
  MessageWriter,
  TunnelFormatError,
  type TunnelRecord,
} from "./record.ts";
export {
  type Answer,
  type Attach,
  type AttachTarget,
  decodeIntention,
  encodeIntention,
  FrameSource,
  type Intention,
  KeyFlag,
  PointerButton,
  Upstream,
} from "./upstream.ts";
/** The WebSocket subprotocol; it changes when the records do. */
export const SUBPROTOCOL = "passerelle.1";
