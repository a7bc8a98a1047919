import { create as contentDisposition } from "content-disposition";
import type { FastifyReply } from "fastify";

/** What comes from a desktop runs nowhere: opened by itself it is a download, and has no scripts. */
export function asDownload(reply: FastifyReply, type: string, name?: string): FastifyReply {
  return reply
    .type(type)
    .header("content-disposition", contentDisposition(name))
    .header("content-security-policy", "sandbox; default-src 'none'");
}
