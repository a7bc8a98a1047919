import type { Environment } from "../environment.ts";
import {
  type AutoDetectPhase,
  type AutoDetectRequest,
  type AutoDetectResponse,
  decodeAutoDetectRequest,
  encodeAutoDetectResponse,
} from "./auto-detect-pdus.ts";

/** A line's figures. */
export interface PathFigures {
  /** Milliseconds. */
  readonly roundTrip: number;
  /** kbit/s. */
  readonly bandwidth: number;
}

/** Answers the server's network auto-detect requests ([MS-RDPBCGR] 3.2.5.14) with the figures of the whole path. */
export class AutoDetect {
  readonly #environment: Pick<Environment, "now">;
  #path: PathFigures | undefined;
  #measurement: { readonly phase: AutoDetectPhase; readonly start: number; byteCount: number } | undefined;

  constructor(environment: Pick<Environment, "now">) {
    this.#environment = environment;
  }

  /** Tells what the slowest part of the line behind this client (gateway to browser) can do; undefined: unknown. */
  setPath(path: PathFigures | undefined): void {
    this.#path = path;
  }

  /** Tells of bytes that came from the server, for a measurement that runs during the session. */
  received(byteCount: number): void {
    if (this.#measurement?.phase === "session") this.#measurement.byteCount += byteCount;
  }

  /** Takes an AUTODETECT_REQ_PDU without security header; gives the AUTODETECT_RSP_PDU if one is due. Throws DecodeError. */
  receive(request: Uint8Array): Uint8Array | undefined {
    const decoded = decodeAutoDetectRequest(request);
    const response = decoded && this.#answer(decoded);
    return response && encodeAutoDetectResponse(response);
  }

  #answer(request: AutoDetectRequest): AutoDetectResponse | undefined {
    const { sequence } = request;
    switch (request.type) {
      case "roundTrip":
        return this.#sync(request) ?? { type: "roundTrip", sequence };
      case "bandwidthStart": {
        const sync = this.#sync(request);
        if (!sync) this.#measurement = { phase: request.phase, start: this.#environment.now(), byteCount: 0 };
        return sync;
      }
      case "bandwidthPayload":
        this.#count(request.payload);
        return undefined;
      case "bandwidthStop":
        this.#count(request.payload);
        return this.#bandwidth(sequence, request.phase);
      case "result":
        return undefined;
    }
  }

  /** A client that knows its line says so instead of being measured while it connects ([MS-RDPBCGR] 2.2.14.2.3). */
  #sync({ sequence, phase }: { sequence: number; phase: AutoDetectPhase }): AutoDetectResponse | undefined {
    if (!this.#path || phase !== "connect") return undefined;
    const { bandwidth, roundTrip } = this.#path;
    return { type: "sync", sequence, bandwidth: Math.round(bandwidth), roundTrip: Math.round(roundTrip) };
  }

  #count(payload: Uint8Array): void {
    if (this.#measurement?.phase === "connect") this.#measurement.byteCount += payload.length;
  }

  /** The measurement's result, or the time that the same bytes would take on the line behind, if that is longer. */
  #bandwidth(sequence: number, phase: AutoDetectPhase): AutoDetectResponse | undefined {
    const measurement = this.#measurement;
    this.#measurement = undefined;
    if (measurement?.phase !== phase) return undefined;
    const { start, byteCount } = measurement;
    const measured = this.#environment.now() - start;
    const behind = this.#path ? (byteCount * 8) / Math.max(1, this.#path.bandwidth) : 0;
    return { type: "bandwidth", sequence, phase, byteCount, duration: Math.round(Math.max(1, measured, behind)) };
  }
}
