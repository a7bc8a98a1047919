import pino, { type Logger } from "pino";
import pretty from "pino-pretty";
import type { LogLevel } from "../configuration/variables.ts";

/** JSON lines on stdout, or text for people when that is a terminal. */
export function createLogger(level: LogLevel): Logger {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  return process.stdout.isTTY
    ? pino(options, pretty({ colorize: true, translateTime: "SYS:HH:MM:ss", sync: true }))
    : pino(options);
}
