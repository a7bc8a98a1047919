import type { BaseLogger } from "pino";

/** What sessions log to; pino's and fastify's loggers both are one. */
export type SessionLogger = Pick<BaseLogger, "info" | "warn" | "error">;
