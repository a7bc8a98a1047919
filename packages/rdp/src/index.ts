export { AudioInput } from "./channels/audio-input/audio-input.ts";
export {
  audioInputChannelName,
  decodeClientInputPdu,
  encodeServerInputPdu,
  OpenResult,
} from "./channels/audio-input/audio-input-pdus.ts";
export { type AudioFormat, AudioFormatTag } from "./channels/audio-output/audio-format.ts";
export { AudioOutput, type ServerWave } from "./channels/audio-output/audio-output.ts";
export {
  audioOutputChannelName,
  audioOutputDynamicNames,
  decodeClientAudioPdu,
  encodeServerAudioPdu,
  encodeWave,
} from "./channels/audio-output/audio-output-pdus.ts";
export type { ChannelHandler, OpenChannel } from "./channels/channel-handler.ts";
export { ClipboardChannel, type ClipboardOwner } from "./channels/clipboard/clipboard-channel.ts";
export {
  ClipboardFlag,
  type ClipboardPdu,
  type ContentsRequest,
  clipboardChannelName,
  decodeClipboardPdu,
  decodeContentsSize,
  encodeClipboardPdu,
  encodeContentsSize,
} from "./channels/clipboard/clipboard-pdus.ts";
export {
  decodeFileList,
  encodeFileList,
  FILE_CONTENTS_FORMAT,
  FILE_LIST_FORMAT,
  type FileDescriptor,
} from "./channels/clipboard/file-list.ts";
export { type ClipboardFormatName, findNamedFormat, StandardFormat } from "./channels/clipboard/format-list.ts";
export type { GiveToServer } from "./channels/clipboard/own-contents.ts";
export type { ClipboardAnswer } from "./channels/clipboard/server-contents.ts";
export {
  Access,
  CreateDisposition,
  CreateOption,
  CreateResult,
  Share,
} from "./channels/device-redirection/create-options.ts";
export {
  type AnnouncedDevice,
  decodeDeviceList,
  decodeDeviceRemoval,
  driveData,
  type NumberedDevice,
} from "./channels/device-redirection/device-list.ts";
export { DeviceRedirection, type RedirectionListener } from "./channels/device-redirection/device-redirection.ts";
export {
  DirectoryInformationClass,
  decodeDirectoryEntry,
  decodeFolderNotices,
  encodeDirectoryEntry,
  encodeFolderNotices,
  type FolderNotice,
} from "./channels/device-redirection/directory-information.ts";
export {
  decodeBasicInformation,
  decodeFileChange,
  decodeStandardInformation,
  encodeFileChange,
  encodeFileInformation,
  FileAttribute,
  type FileChange,
  type FileDetails,
  FileInformationClass,
} from "./channels/device-redirection/file-information.ts";
export { type Completion, decodeIoCompletion, type IoCompletion } from "./channels/device-redirection/io-completion.ts";
export {
  type ByteRange,
  encodeIoRequest,
  type IoHeader,
  type IoOperation,
  type IoRequest,
} from "./channels/device-redirection/io-request.ts";
export { NtStatus } from "./channels/device-redirection/nt-status.ts";
export { printerData } from "./channels/device-redirection/printer-driver.ts";
export {
  decodePrinterAnnouncement,
  encodePrinterUpdate,
  type PrinterAnnouncement,
} from "./channels/device-redirection/printer-pdus.ts";
export {
  encodeRedirectionCapabilities,
  type RedirectionCapabilities,
} from "./channels/device-redirection/redirection-capabilities.ts";
export {
  openRedirectionMessage,
  PacketId as RedirectionPacketId,
  REDIRECTION_CHANNEL,
} from "./channels/device-redirection/redirection-header.ts";
export {
  decodeAnnouncement,
  decodeClientName,
  encodeAnnouncement,
  encodeDeviceReply,
  encodeUserLoggedOn,
} from "./channels/device-redirection/redirection-pdus.ts";
export {
  decodeFullSize,
  encodeVolumeInformation,
  type VolumeDetails,
  VolumeInformationClass,
} from "./channels/device-redirection/volume-information.ts";
export {
  decodeMonitorLayout,
  displayControlChannelName,
  encodeDisplayControlCaps,
} from "./channels/display-control/display-control-pdus.ts";
export {
  type ClientDynamicPdu,
  decodeClientDynamicPdu,
  encodeDynamicMessage,
  encodeServerDynamicPdu,
  type ServerDynamicPdu,
} from "./channels/dynamic/dynamic-pdus.ts";
export {
  type CapabilitySet as GraphicsCapabilitySet,
  decodeCapsAdvertise,
  decodeFrameAcknowledge as decodeGraphicsFrameAcknowledge,
  encodeCapsConfirm,
  graphicsChannelName,
  graphicsCommandOf,
  graphicsCommands,
} from "./channels/graphics/graphics-pdus.ts";
export { encodeChunks, StaticChannelReassembly } from "./channels/static-channel.ts";
export { type Finger, type Pen, TouchInput } from "./channels/touch-input/touch-input.ts";
export {
  type ClientTouchPdu,
  ContactFlag,
  decodeClientTouchPdu,
  encodeServerTouchPdu,
  TouchVersion,
  touchChannelName,
} from "./channels/touch-input/touch-pdus.ts";
export { RdpClient } from "./client.ts";
export { ClientError } from "./client-error.ts";
export {
  bitmapCodecsSet,
  type CapabilityFields,
  type CapabilitySet,
  capabilitySet,
  findBitmapCodecs,
  findCapabilitySet,
  GeneralFlag,
  InputFlag,
  SurfaceCommandFlag,
} from "./connection/capability-sets.ts";
export { ClientCapabilityFlag, type ClientData, decodeClientData, EncryptionMethod } from "./connection/client-data.ts";
export { type ClientInfo, decodeClientInfo, InfoFlag } from "./connection/client-info.ts";
export { encodeLicenseError, stateNoTransition, statusValidClient } from "./connection/licensing-pdus.ts";
export { decodeConnectInitial, encodeConnectResponse } from "./connection/mcs-connect.ts";
export { DisconnectReason, type DomainPdu, decodeDomainPdu, encodeDomainPdu } from "./connection/mcs-domain.ts";
export { decodeMultitransportResponse, encodeMultitransportRequest } from "./connection/multitransport.ts";
export {
  decodeBasicSecurity,
  decodeSecurityExchange,
  encodeBasicSecurity,
  SecurityFlag,
} from "./connection/security-header.ts";
export { encodeServerData, type ServerData } from "./connection/server-data.ts";
export type { Environment, HashName } from "./environment.ts";
export { boundsOf, MOST_MONITORS } from "./monitors.ts";
export type { ClientFailure, ClientFailureCode, ClientStep, Output, Redirection } from "./output.ts";
export { CredSspServer, type CredSspServerOptions, type CredSspServerStep } from "./security/credssp-server.ts";
export {
  decryptClientRandom,
  encodeProprietaryCertificate,
  encryptionMethods,
  type RsaPublicKey,
  StandardSecurity,
  type StandardSecurityOptions,
} from "./security/standard-security.ts";
export { tsRequestLength } from "./security/ts-request.ts";
export type { PathFigures } from "./session/auto-detect.ts";
export type { AutoDetectRequest, AutoDetectResponse } from "./session/auto-detect-pdus.ts";
export { decodeAutoDetectResponse, encodeAutoDetectRequest } from "./session/auto-detect-pdus.ts";
export {
  type DesktopRect,
  decodeFrameAcknowledge,
  decodeRefreshRect,
  decodeSuppressOutput,
} from "./session/display.ts";
export { encodeFastPathUpdate, UpdateCode } from "./session/fast-path-output.ts";
export {
  ControlAction,
  decodeControl,
  encodeControl,
  encodeFontMap,
  encodeSynchronize,
} from "./session/finalization.ts";
export { decodeFastPathInput, decodeSlowPathInput, type InputEvent, type MouseButton } from "./session/input.ts";
export { encodeKeyboardIndicators } from "./session/keyboard-indicators.ts";
export { encodeRedirectionPacket } from "./session/redirection.ts";
export { encodeSessionInfo, type SessionInfo } from "./session/save-session-info.ts";
export { encodeSetErrorInfo } from "./session/set-error-info.ts";
export {
  type ActivePdu,
  decodeConfirmActive,
  decodeShareControl,
  encodeDemandActive,
  encodeShareControl,
  ShareControlType,
} from "./session/share-control.ts";
export { decodeShareData, encodeShareData, ShareDataType } from "./session/share-data.ts";
export { KeyFlag, PointerButton, relativeButtonEvent } from "./session/user-input.ts";
export type * from "./settings.ts";
export { isFastPath, measurePdu } from "./transport/framing.ts";
export { decodePreconnection } from "./transport/preconnection.ts";
export { type Measure, Splitter } from "./transport/splitter.ts";
export {
  type ConnectionConfirm,
  decodeConnectionRequest,
  decodeData,
  encodeConnectionConfirm,
  NegotiationFailure,
  NegotiationResponseFlag,
  SecurityProtocol,
} from "./transport/x224.ts";
export { DecodeError } from "./wire/decode-error.ts";
export { Reader } from "./wire/reader.ts";
export { Writer } from "./wire/writer.ts";
