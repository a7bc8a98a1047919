import { Readable } from "node:stream";
import { CLIPBOARD_FORMATS } from "@passerelle/tunnel";
import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { ClipboardError, type ClipboardProblem } from "../clipboard/clipboard-error.ts";
import { ApiError } from "./api-error.ts";
import { Done } from "./passerelle/schemas.ts";
import type { Routes } from "./routes.ts";

export const ClipboardFormatName = Type.Union(CLIPBOARD_FORMATS.map((format) => Type.Literal(format)));

export const CLIPBOARD_MEDIA_TYPES = {
  text: "text/plain; charset=utf-8",
  html: "text/html; charset=utf-8",
  image: "image/png",
} as const;

const STATUS: Readonly<Record<ClipboardProblem, number>> = {
  "not-allowed": 403,
  superseded: 410,
  "too-long": 413,
  unreadable: 502,
  "no-answer": 504,
  "timed-out": 504,
};

export interface ContentsTaker {
  readonly tags: string[];
  readonly summary: string;
  readonly deliver: (request: FastifyRequest, id: string, wanted: number, body: Readable) => Promise<void>;
}

/** A route that takes contents as they come. @param url with the parameters `id` and `request` */
export function takeContents(routes: Routes, url: string, { tags, summary, deliver }: ContentsTaker): void {
  void routes.register(async (uploads: Routes) => {
    uploads.removeAllContentTypeParsers();
    uploads.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
    const params = Type.Object({ id: Type.String({ maxLength: 36 }), request: Type.Integer({ minimum: 0 }) });
    uploads.put(url, { schema: { tags, summary, params, response: { 204: Done } } }, async (request, reply) => {
      const { params, body, raw } = request;
      const contents = body instanceof Readable ? body : raw;
      await clipboardAnswer(() => deliver(request as FastifyRequest, params.id, params.request, contents));
      return reply.code(204).send(null);
    });
  });
}

/** @throws ApiError for what is refused. */
export async function clipboardAnswer<Result>(work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ClipboardError)) throw error;
    const type = error.problem === "not-allowed" ? "PERMISSION_DENIED" : "NOT_FOUND";
    throw new ApiError(type, error.message, { status: STATUS[error.problem] });
  }
}
