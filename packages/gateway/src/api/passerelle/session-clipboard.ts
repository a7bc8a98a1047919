import { once } from "node:events";
import { Readable } from "node:stream";
import { Type } from "typebox";
import type { ClipboardDevice } from "../../clipboard/clipboard-device.ts";
import { zipOf } from "../../clipboard/zip-stream.ts";
import type { Caller } from "../../database/sign-ins.ts";
import { ApiError, permissionDenied } from "../api-error.ts";
import { asDownload } from "../as-download.ts";
import { CLIPBOARD_MEDIA_TYPES, ClipboardFormatName, clipboardAnswer, takeContents } from "../clipboard-answers.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { requireDevices } from "./own-devices.ts";

const Session = { id: Type.String({ maxLength: 36 }) };
const Offer = { ...Session, offer: Type.Integer({ minimum: 0 }) };

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
        params: Type.Object({ ...Offer, format: ClipboardFormatName }),
      },
    },
    async ({ caller, params: { id, offer, format } }, reply) => {
      const clipboard = clipboardOf(caller, id);
      const bytes = await clipboardAnswer(() => clipboard.offer(offer).read(format));
      return asDownload(reply, CLIPBOARD_MEDIA_TYPES[format]).send(bytes);
    },
  );

  routes.get(
    "/sessions/:id/clipboard/:offer/files",
    {
      schema: { tags, summary: "All files that the desktop has copied, as a ZIP", params: Type.Object(Offer) },
    },
    async ({ caller, params: { id, offer } }, reply) => {
      const clipboard = clipboardOf(caller, id);
      const zip = await clipboardAnswer(async () => begun(await zipOf(clipboard.offer(offer))));
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
      const open = await clipboardAnswer(() => clipboard.offer(offer).openFile(index));
      if (!open) {
        throw new ApiError("NOT_FOUND", "There is no such file in the clipboard.");
      }
      const content = await clipboardAnswer(() => begun(Readable.from(open.bytes)));
      const { path, size } = open.file;
      const name = path.slice(path.lastIndexOf("/") + 1);
      return asDownload(reply, "application/octet-stream", name).header("content-length", size).send(content);
    },
  );

  takeContents(routes, "/sessions/:id/clipboard/wanted/:request", {
    tags,
    summary: "Answers what the desktop wants of the page's clipboard; hangs up once it has enough",
    deliver: ({ caller }, id, request, body) => clipboardOf(caller, id).deliver(request, body),
  });
}

/** Waits for the first bytes: what goes wrong before them still gets its status. */
async function begun(stream: Readable): Promise<Readable> {
  await once(stream, "readable");
  return stream;
}
