import { DecodeError } from "../../wire/decode-error.ts";
import type { Reader } from "../../wire/reader.ts";
import { coreMessage, PacketId } from "./redirection-header.ts";

/** MajorFunction of DR_DEVICE_IOREQUEST ([MS-RDPEFS] 2.2.1.4). */
const majors = {
  create: 0x00,
  close: 0x02,
  read: 0x03,
  write: 0x04,
  queryInformation: 0x05,
  setInformation: 0x06,
  queryVolume: 0x0a,
  setVolume: 0x0b,
  directoryControl: 0x0c,
  deviceControl: 0x0e,
  lockControl: 0x11,
} as const;
/** MinorFunction of directory control. */
const minors = { queryDirectory: 1, notifyChange: 2 } as const;
/** Operation of DR_DRIVE_LOCK_REQ. */
const lockOperations = { 2: "shared", 3: "exclusive", 4: "unlock", 5: "unlock" } as const;
const lockNumbers = { shared: 2, exclusive: 3, unlock: 4 } as const;
const lockLength = 16;

/** Which device, which of its open files, and what the answer must say to be found. */
export interface IoHeader {
  readonly deviceId: number;
  /** As `create` was answered; 0 for `create` itself. */
  readonly fileId: number;
  readonly completionId: number;
}

export interface ByteRange {
  readonly offset: bigint;
  readonly length: bigint;
}

/** What a request asks for. Paths are as sent, with `\` between names. */
export type IoOperation =
  | {
      readonly type: "create";
      /** ACCESS_MASK ([MS-SMB2] 2.2.13.1). */
      readonly desiredAccess: number;
      readonly allocationSize: bigint;
      readonly attributes: number;
      readonly sharedAccess: number;
      readonly disposition: number;
      readonly options: number;
      readonly path: string;
    }
  | { readonly type: "close" }
  | { readonly type: "read"; readonly offset: bigint; readonly length: number }
  | { readonly type: "write"; readonly offset: bigint; readonly data: Uint8Array }
  | {
      readonly type: "deviceControl";
      /** Bytes that the answer may have. */
      readonly outputLength: number;
      readonly code: number;
      readonly input: Uint8Array;
    }
  | { readonly type: "queryInformation"; readonly informationClass: number; readonly length: number }
  | { readonly type: "setInformation"; readonly informationClass: number; readonly data: Uint8Array }
  | { readonly type: "queryVolume"; readonly informationClass: number; readonly length: number }
  | { readonly type: "setVolume"; readonly informationClass: number; readonly data: Uint8Array }
  | {
      readonly type: "queryDirectory";
      readonly informationClass: number;
      /** The first one of an enumeration names the pattern; further ones go on with it. */
      readonly isInitial: boolean;
      readonly path: string;
    }
  | { readonly type: "notifyChange"; readonly isTree: boolean; readonly filter: number }
  | {
      readonly type: "lockControl";
      readonly operation: "shared" | "exclusive" | "unlock";
      /** Answer only when the lock is had. */
      readonly waits: boolean;
      readonly ranges: readonly ByteRange[];
    }
  /** A function that no device has, or whose parameters make no sense. */
  | { readonly type: "unknown"; readonly major: number; readonly minor: number };

export type IoRequest = IoHeader & IoOperation;

/**
 * Takes the body of DR_DEVICE_IOREQUEST ([MS-RDPEFS] 2.2.1.4). Byte arrays are copies, for the answer comes later. What makes no sense
 * behind its header is of type `unknown`, so that it can be answered. Throws DecodeError.
 */
export function decodeIoRequest(body: Reader): IoRequest {
  const header = { deviceId: body.u32(), fileId: body.u32(), completionId: body.u32() };
  const major = body.u32();
  const minor = body.u32();
  try {
    return { ...header, ...decodeOperation(body, major, minor) };
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return { ...header, type: "unknown", major, minor };
  }
}

/** [MS-RDPEFS] 2.2.1.4.1 to 2.2.1.4.5 and 2.2.3.3. */
function decodeOperation(body: Reader, major: number, minor: number): IoOperation {
  switch (major) {
    case majors.create:
      return {
        type: "create",
        desiredAccess: body.u32(),
        allocationSize: body.u64(),
        attributes: body.u32(),
        sharedAccess: body.u32(),
        disposition: body.u32(),
        options: body.u32(),
        path: body.utf16(body.u32()),
      };
    case majors.close:
      return { type: "close" };
    case majors.read: {
      const length = body.u32();
      return { type: "read", offset: body.u64(), length };
    }
    case majors.write: {
      const length = body.u32();
      const offset = body.u64();
      body.skip(20);
      return { type: "write", offset, data: body.bytes(length).slice() };
    }
    case majors.deviceControl: {
      const outputLength = body.u32();
      const inputLength = body.u32();
      const code = body.u32();
      body.skip(20);
      return { type: "deviceControl", outputLength, code, input: body.bytes(inputLength).slice() };
    }
    case majors.queryInformation:
    case majors.queryVolume: {
      const type = major === majors.queryVolume ? "queryVolume" : "queryInformation";
      return { type, informationClass: body.u32(), length: body.u32() };
    }
    case majors.setInformation:
    case majors.setVolume: {
      const type = major === majors.setVolume ? "setVolume" : "setInformation";
      const informationClass = body.u32();
      const length = body.u32();
      body.skip(24);
      return { type, informationClass, data: body.bytes(length).slice() };
    }
    case majors.directoryControl:
      return decodeDirectoryControl(body, major, minor);
    case majors.lockControl:
      return decodeLocks(body, major, minor);
    default:
      return { type: "unknown", major, minor };
  }
}

function decodeDirectoryControl(body: Reader, major: number, minor: number): IoOperation {
  if (minor === minors.queryDirectory) {
    const informationClass = body.u32();
    const isInitial = body.u8() !== 0;
    const length = body.u32();
    body.skip(23);
    return { type: "queryDirectory", informationClass, isInitial, path: body.utf16(length) };
  }
  if (minor === minors.notifyChange) return { type: "notifyChange", isTree: body.u8() !== 0, filter: body.u32() };
  return { type: "unknown", major, minor };
}

function decodeLocks(body: Reader, major: number, minor: number): IoOperation {
  const operation = lockOperations[body.u32() as keyof typeof lockOperations];
  const waits = (body.u32() & 1) !== 0;
  const count = body.u32();
  body.skip(20);
  if (!operation) return { type: "unknown", major, minor };
  if (count > body.remaining / lockLength) throw body.error(`${count} locks`);
  const ranges = Array.from({ length: count }, () => {
    const length = body.u64();
    return { offset: body.u64(), length };
  });
  return { type: "lockControl", operation, waits, ranges };
}

/** DR_DEVICE_IOREQUEST of a server. */
export function encodeIoRequest(request: IoRequest): Uint8Array {
  const { major, minor } = functionOf(request);
  const writer = coreMessage(PacketId.IoRequest)
    .u32(request.deviceId)
    .u32(request.fileId)
    .u32(request.completionId)
    .u32(major)
    .u32(minor);
  switch (request.type) {
    case "create":
      writer.u32(request.desiredAccess).u64(request.allocationSize).u32(request.attributes);
      writer.u32(request.sharedAccess).u32(request.disposition).u32(request.options);
      return writer.u32(pathLength(request.path)).utf16(request.path).u16(0).finish();
    case "close":
      return writer.zeros(32).finish();
    case "read":
      return writer.u32(request.length).u64(request.offset).zeros(20).finish();
    case "write":
      return writer.u32(request.data.length).u64(request.offset).zeros(20).bytes(request.data).finish();
    case "deviceControl":
      writer.u32(request.outputLength).u32(request.input.length).u32(request.code).zeros(20);
      return writer.bytes(request.input).finish();
    case "queryInformation":
    case "queryVolume":
      return writer.u32(request.informationClass).u32(request.length).zeros(24).zeros(request.length).finish();
    case "setInformation":
    case "setVolume":
      return writer.u32(request.informationClass).u32(request.data.length).zeros(24).bytes(request.data).finish();
    case "queryDirectory":
      writer.u32(request.informationClass).u8(request.isInitial ? 1 : 0);
      return writer.u32(pathLength(request.path)).zeros(23).utf16(request.path).u16(0).finish();
    case "notifyChange":
      return writer
        .u8(request.isTree ? 1 : 0)
        .u32(request.filter)
        .zeros(27)
        .finish();
    case "lockControl":
      writer.u32(lockNumbers[request.operation]).u32(request.waits ? 1 : 0);
      writer.u32(request.ranges.length).zeros(20);
      for (const { offset, length } of request.ranges) writer.u64(length).u64(offset);
      return writer.finish();
    case "unknown":
      return writer.finish();
  }
}

function functionOf(operation: IoOperation): { readonly major: number; readonly minor: number } {
  switch (operation.type) {
    case "unknown":
      return operation;
    case "queryDirectory":
    case "notifyChange":
      return { major: majors.directoryControl, minor: minors[operation.type] };
    default:
      return { major: majors[operation.type], minor: 0 };
  }
}

function pathLength(path: string): number {
  return (path.length + 1) * 2;
}
