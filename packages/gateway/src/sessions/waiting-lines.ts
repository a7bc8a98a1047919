import { Downstream, encodeJson, type Failure, MessageWriter, TunnelFormatError } from "@passerelle/tunnel";
import type { WebSocket } from "ws";
import { AtOnce } from "./at-once.ts";
import { Line, LineClose } from "./line.ts";
import type { SessionLogger } from "./session-logger.ts";
import { attachedMessage } from "./session-tunnel.ts";

/** Milliseconds that a line has for its `Attach`. */
const ATTACH_TIME = 10_000;
/** Lines of one user or guest's address that have not said `Attach` yet; a page has one. */
const MOST_WAITING_LINES = 20;

/** Lines that have not said yet what they want. */
export class WaitingLines<Name> {
  readonly #logger: SessionLogger;
  readonly #atOnce = new AtOnce<Name>(MOST_WAITING_LINES);

  constructor(logger: SessionLogger) {
    this.#logger = logger;
  }

  /**
   * Hands on the first message of a line that does not keep waiting for it; one that breaks the format is closed.
   * @param name whose lines are counted together
   */
  welcome<Shape>(
    socket: WebSocket,
    name: Name,
    decode: (message: Uint8Array) => Shape,
    take: (line: Line, first: Shape) => void,
  ): void {
    const leave = this.#atOnce.enter(name);
    const line = new Line(socket, {
      message: (bytes) => {
        over();
        const first = this.#decoded(line, name, () => decode(bytes));
        if (first) take(line, first);
      },
      drained: () => {},
      closed: () => over(),
    });
    const timer = setTimeout(() => line.close(LineClose.BadRecord), ATTACH_TIME);
    const over = () => {
      clearTimeout(timer);
      leave?.();
    };
    if (!leave) line.close(LineClose.TooMany);
  }

  #decoded<Shape>(line: Line, name: Name, decode: () => Shape): Shape | undefined {
    try {
      return decode();
    } catch (error) {
      if (!(error instanceof TunnelFormatError)) throw error;
      this.#logger.warn({ from: name, problem: error.message }, "browser broke the tunnel's format");
      line.close(LineClose.BadRecord);
      return undefined;
    }
  }
}

/** Tells a line that there is no session for it. */
export function refuse(line: Line, session: string, failure: Failure): void {
  line.send(attachedMessage({ session, count: 0, resumed: false }));
  const writer = new MessageWriter();
  writer.append(Downstream.Status, encodeJson({ kind: "ended", failure }));
  line.send(writer.take());
  line.close(LineClose.Ended);
}
