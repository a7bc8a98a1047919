import { once } from "node:events";
import { Readable } from "node:stream";
import { CLIPBOARD_FORMATS } from "@passerelle/tunnel";
import { Type } from "typebox";
import type { ClipboardDevice } from "../../clipboard/clipboard-device.ts";
import { ClipboardError, type ClipboardProblem } from "../../clipboard/clipboard-error.ts";
import { zipOf } from "../../clipboard/zip-stream.ts";
import type { Caller } from "../../database/sign-ins.ts";
import { ApiError, permissionDenied } from "../api-error.ts";
import { asDownload } from "../as-download.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { requireDevices } from "./own-devices.ts";
import { Done } from "./schemas.ts";

const Session = { id: Type.String({ maxLength: 36 }) };
const Offer = { ...Session, offer: Type.Integer({ minimum: 0 }) };
const Format = Type.Union(CLIPBOARD_FORMATS.map((format) => Type.Literal(format)));

const MEDIA_TYPES = {
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

/** Contents of a session's clipboard, which are too long for the page's line to its devices. */
export function sessionClipboardRoutes(routes: Routes, services: Services): void {
  const tags = ["devices"];

  function clipboardOf(caller: Caller, id: string): ClipboardDevice {
    const { clipboard } = requireDevices(services, caller, id);
    if (!clipboard) {
      throw permissionDenied("This connection has no clipboard.");
    }
    return clipboard;
  }

  routes.get(
    "/sessions/:id/clipboard/:offer/:format",
    {
      schema: {
        tags,
        summary:
          "What the desktop has copied: text, an HTML fragment, or a picture as PNG; 410 once it has copied something else",
        params: Type.Object({ ...Offer, format: Format }),
      },
    },
    async ({ caller, params: { id, offer, format } }, reply) => {
      const clipboard = clipboardOf(caller, id);
      const bytes = await answered(() => clipboard.offer(offer).read(format));
      return asDownload(reply, MEDIA_TYPES[format]).send(bytes);
    },
  );

  routes.get(
    "/sessions/:id/clipboard/:offer/files",
    {
      schema: { tags, summary: "All files that the desktop has copied, as a ZIP", params: Type.Object(Offer) },
    },
    async ({ caller, params: { id, offer } }, reply) => {
      const clipboard = clipboardOf(caller, id);
      const zip = await answered(async () => begun(await zipOf(clipboard.offer(offer))));
      return asDownload(reply, "application/zip", "clipboard.zip").send(zip);
    },
  );

  routes.get(
    "/sessions/:id/clipboard/:offer/files/:index",
    {
      schema: {
        tags,
        summary: "A file that the desktop has copied",
        params: Type.Object({ ...Offer, index: Type.Integer({ minimum: 0 }) }),
      },
    },
    async ({ caller, params: { id, offer, index } }, reply) => {
      const clipboard = clipboardOf(caller, id);
      const open = await answered(() => clipboard.offer(offer).openFile(index));
      if (!open) {
        throw new ApiError("NOT_FOUND", "There is no such file in the clipboard.");
      }
      const content = await answered(() => begun(Readable.from(open.bytes)));
      const { path, size } = open.file;
      const name = path.slice(path.lastIndexOf("/") + 1);
      return asDownload(reply, "application/octet-stream", name).header("content-length", size).send(content);
    },
  );

  void routes.register(async (uploads: Routes) => {
    uploads.removeAllContentTypeParsers();
    uploads.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
    uploads.put(
      "/sessions/:id/clipboard/wanted/:request",
      {
        schema: {
          tags,
          summary: "Answers what the desktop wants of the page's clipboard; hangs up once it has enough",
          params: Type.Object({ ...Session, request: Type.Integer({ minimum: 0 }) }),
          response: { 204: Done },
        },
      },
      async ({ caller, params: { id, request }, body, raw }, reply) => {
        const clipboard = clipboardOf(caller, id);
        await answered(() => clipboard.deliver(request, body instanceof Readable ? body : raw));
        return reply.code(204).send(null);
      },
    );
  });
}

/** Waits for the first bytes: what goes wrong before them still gets its status. */
async function begun(stream: Readable): Promise<Readable> {
  await once(stream, "readable");
  return stream;
}

/** @throws ApiError for what is refused. */
async function answered<Result>(work: () => Result | Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ClipboardError)) throw error;
    const type = error.problem === "not-allowed" ? "PERMISSION_DENIED" : "NOT_FOUND";
    throw new ApiError(type, error.message, { status: STATUS[error.problem] });
  }
}
