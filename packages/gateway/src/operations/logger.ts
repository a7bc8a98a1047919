import pino, { type Logger } from "pino";
import pretty from "pino-pretty";
import type { LogLevel } from "../configuration/settings/server.ts";

type LogStream = typeof process.stdout | typeof process.stderr;

/** What is logged of an error. Its other properties may hold secrets: those of the database hold a query's parameters. */
export function errorFacts(error: unknown): object {
  if (!(error instanceof Error)) {
    return { message: String(error) };
  }
  const { name, message, stack, cause } = error;
  const code = "code" in error ? { code: error.code } : {};
  return { name, message, ...code, stack, ...(cause !== undefined && { cause: errorFacts(cause) }) };
}

/** JSON lines on `stream`, or text for people when that is a terminal. */
export function createLogger(level: LogLevel, stream: LogStream): Logger {
  const serializers = { err: errorFacts };
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime, serializers };
  return stream.isTTY
    ? pino(options, pretty({ colorize: true, translateTime: "SYS:HH:MM:ss", sync: true, destination: stream.fd }))
    : pino(options, pino.destination(stream.fd));
}
