export {
  CLIPBOARD_FORMATS,
  type ClipboardFailed,
  type ClipboardFile,
  type ClipboardFormat,
  type ClipboardGone,
  type ClipboardHas,
  type ClipboardOffer,
  type ClipboardState,
  type ClipboardTaken,
  type ClipboardWanted,
  MOST_INLINE_TEXT,
} from "./devices/clipboard.ts";
export type { DriveChanged, DriveDelivered, DriveState } from "./devices/drive.ts";
export {
  decodeLocalData,
  encodeLocalData,
  LOCAL_FOLDER_PROBLEMS,
  type LocalEntry,
  type LocalFolder,
  type LocalFolderAction,
  type LocalFolderAnswer,
  type LocalFolderProblem,
  type LocalFolderRequest,
  localPieces,
} from "./devices/local-folder.ts";
export { PRINT_PROBLEMS, type PrintJob, type PrintProblem } from "./devices/printing.ts";
export {
  DEVICE_SUBPROTOCOL,
  type DeviceAttach,
  DeviceDown,
  type DevicePolicy,
  DeviceUp,
  GUEST_DEVICE_SUBPROTOCOL,
} from "./devices/records.ts";
export {
  decodeSoundBlock,
  decodeSoundPlayed,
  encodeSoundBlockHead,
  encodeSoundPlayed,
  type MicrophoneAnswer,
  type MicrophoneState,
  type SoundBlock,
  type SoundFormat,
  type SoundPlayed,
  type SoundState,
} from "./devices/sound.ts";
export {
  MOST_CONTACTS,
  PenFlag,
  type PenIntention,
  PenState,
  type TouchContact,
  type TouchIntention,
  type TouchState,
} from "./devices/touch.ts";
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
  type AttachShare,
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
/**
 * The same for guests of somebody else's session, who need not be signed in: such a line may attach with `share` alone. Whoever is signed
 * in is known by name.
 */
export const GUEST_SUBPROTOCOL = "passerelle.guest.1";
export { decodeImaAdpcm, ImaAdpcmEncoder } from "./sound/ima-adpcm.ts";
export { ImaPredictor } from "./sound/ima-predictor.ts";
