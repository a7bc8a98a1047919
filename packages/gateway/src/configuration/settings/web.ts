import { contextPath, whole } from "../parsers.ts";
import { subject } from "../setting.ts";

const MEGABYTE = 1024 * 1024;
const LARGEST_REQUEST = 64 * MEGABYTE;

/** Guacamole's 0 means any size; here it means the most that is ever taken. */
function requestSize(value: string): number {
  return whole(0, LARGEST_REQUEST)(value) || LARGEST_REQUEST;
}

export const WEB = subject("Page and API", "", {
  contextPath: {
    names: ["PASSERELLE_CONTEXT", "WEBAPP_CONTEXT"],
    fallback: "ROOT",
    meaning: "One more path at which all is served, besides `/` and `/guacamole/`; `ROOT` is `/`.",
    parse: contextPath,
  },
  maxRequestSize: {
    names: ["PASSERELLE_MAX_REQUEST_SIZE", "API_MAX_REQUEST_SIZE"],
    fallback: String(2 * MEGABYTE),
    meaning: "Largest body of a request, in bytes; 0: 64 MiB, which is the most.",
    parse: requestSize,
  },
});
