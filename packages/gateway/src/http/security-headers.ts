import type { Routes } from "../api/routes.ts";

/**
 * The page runs its own scripts and workers, compiles its WebAssembly kernels, and speaks with this server only. Styles may
 * stand in elements (Mantine sets them); images may be made in the page (pointers, thumbnails).
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  // A print is sent to the local printer from a frame.
  "frame-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const HEADERS = {
  "content-security-policy": POLICY,
  // These two isolate the page, which then may share memory between its threads.
  "cross-origin-embedder-policy": "require-corp",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), geolocation=(), payment=(), usb=()",
  "referrer-policy": "same-origin",
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
};

/** A year, as browsers' lists ask for; other names of the domain are none of our business. RFC 6797, 6.1. */
const ONLY_TLS = "max-age=31536000";

/**
 * Sends the headers that keep other sites out of the page with every answer; API answers are stored nowhere. Whoever came by
 * TLS is to come by nothing else.
 */
export function securityHeaders(routes: Routes): void {
  routes.addHook("onRequest", async (request, reply) => {
    reply.headers(HEADERS);
    if (request.protocol === "https") {
      reply.header("strict-transport-security", ONLY_TLS);
    }
    if (request.url.startsWith("/api/")) {
      reply.header("cache-control", "no-store");
    }
  });
}
