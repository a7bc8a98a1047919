import type { Reader } from "../../wire/reader.ts";
import type { IoRequest } from "./io-request.ts";
import { coreMessage, PacketId } from "./redirection-header.ts";

/** How a request ended. Of the other fields those count that its type has. */
export interface Completion {
  readonly status: number;
  /** `create`: what further requests call the file. */
  readonly fileId?: number;
  /** `create`: `CreateResult`. */
  readonly information?: number;
  /** `write`, `setInformation`, `setVolume`: bytes that were taken. */
  readonly length?: number;
  /** `read`, `deviceControl`, queries and `notifyChange`: what was asked for. */
  readonly data?: Uint8Array;
}

export interface IoCompletion extends Completion {
  readonly deviceId: number;
  readonly completionId: number;
}

/** DR_DEVICE_IOCOMPLETION ([MS-RDPEFS] 2.2.1.5) with what stands after it for the request's type (2.2.1.5.1 to 2.2.1.5.5, 2.2.3.4). */
export function encodeIoCompletion(request: IoRequest, completion: Completion): Uint8Array {
  const { status, fileId = 0, information = 0, length = 0, data = new Uint8Array() } = completion;
  const writer = coreMessage(PacketId.IoCompletion, data.length + 32)
    .u32(request.deviceId)
    .u32(request.completionId)
    .u32(status);
  switch (request.type) {
    case "create":
      return writer.u32(fileId).u8(information).finish();
    case "close":
    case "unknown":
      return writer.zeros(4).finish();
    case "write":
    case "setInformation":
    case "setVolume":
      return writer.u32(length).zeros(1).finish();
    case "lockControl":
      return writer.zeros(5).finish();
    case "queryDirectory":
    case "notifyChange":
      // The byte of padding is for an answer without data.
      return writer
        .u32(data.length)
        .bytes(data)
        .zeros(data.length > 0 ? 0 : 1)
        .finish();
    default:
      return writer.u32(data.length).bytes(data).finish();
  }
}

/** Takes the body of a client's answer to a request of type `type`; `data` is a view. Throws DecodeError. */
export function decodeIoCompletion(body: Reader, typeOf: (completionId: number) => IoRequest["type"]): IoCompletion {
  const header = { deviceId: body.u32(), completionId: body.u32(), status: body.u32() };
  switch (typeOf(header.completionId)) {
    case "create":
      return { ...header, fileId: body.u32(), information: body.u8() };
    case "close":
    case "unknown":
    case "lockControl":
      return header;
    case "write":
    case "setInformation":
    case "setVolume":
      return { ...header, length: body.u32() };
    default:
      return { ...header, data: body.bytes(body.u32()) };
  }
}
