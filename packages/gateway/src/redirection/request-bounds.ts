import type { IoRequest } from "@passerelle/rdp";

/** Requests that may wait for their answer, those that wait for a change included. */
const MOST_PENDING = 2048;
/** Bytes that one request may carry or ask for. */
const MOST_BYTES = 4 << 20;
/** Bytes that all pending requests may carry and ask for. */
const MOST_BYTES_PENDING = 64 << 20;

/** Counts what a server has asked for and not yet been answered. */
export class RequestBounds {
  #pending = 0;
  #bytes = 0;

  /** Whether a request may be run: then `leave` follows. */
  enter(request: IoRequest): boolean {
    const bytes = bytesOf(request);
    if (bytes > MOST_BYTES || this.#bytes + bytes > MOST_BYTES_PENDING || this.#pending === MOST_PENDING) return false;
    this.#pending++;
    this.#bytes += bytes;
    return true;
  }

  leave(request: IoRequest): void {
    this.#pending--;
    this.#bytes -= bytesOf(request);
  }
}

/** Bytes that a request carries or asks for. */
function bytesOf(request: IoRequest): number {
  switch (request.type) {
    case "read":
    case "queryInformation":
    case "queryVolume":
      return request.length;
    case "write":
    case "setInformation":
    case "setVolume":
      return request.data.length;
    case "deviceControl":
      return request.outputLength + request.input.length;
    default:
      return 0;
  }
}
