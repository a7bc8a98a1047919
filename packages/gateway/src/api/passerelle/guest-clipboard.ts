import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import type { GuestClipboard } from "../../clipboard/guest-clipboard.ts";
import { notFound, permissionDenied } from "../api-error.ts";
import { asDownload } from "../as-download.ts";
import { CLIPBOARD_MEDIA_TYPES, ClipboardFormatName, clipboardAnswer, takeContents } from "../clipboard-answers.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";

/** Holds the key of the link, which so is in no log. */
const KEY_HEADER = "passerelle-share-key";

/** What of a shared session's clipboard is too long for a guest's line to its devices. Guests need not be signed in. */
export function guestClipboardRoutes(routes: Routes, { sessions }: Services): void {
  const tags = ["devices"];

  function clipboardOf({ headers }: FastifyRequest, id: string): GuestClipboard {
    const key = headers[KEY_HEADER];
    const guest = typeof key === "string" ? sessions.sharing.guestOf(id, key) : undefined;
    if (guest === undefined) {
      throw notFound(id);
    }
    const { session, facts } = guest;
    const page = session.devices.guestPage(facts.id);
    const clipboard = page && session.devices.devices.clipboard?.ofGuest(page);
    if (clipboard === undefined) {
      throw permissionDenied("This guest has no clipboard.");
    }
    return clipboard;
  }

  routes.get(
    "/passerelle/guests/:id/clipboard/:offer/:format",
    {
      schema: {
        tags,
        summary: "What a shared desktop has copied, for a guest who names the key of the link in Passerelle-Share-Key",
        params: Type.Object({
          id: Type.String({ maxLength: 36 }),
          offer: Type.Integer({ minimum: 0 }),
          format: ClipboardFormatName,
        }),
      },
    },
    async (request, reply) => {
      const { id, offer, format } = request.params;
      const clipboard = clipboardOf(request as FastifyRequest, id);
      const bytes = await clipboardAnswer(() => clipboard.offer(offer).read(format));
      return asDownload(reply, CLIPBOARD_MEDIA_TYPES[format]).send(bytes);
    },
  );

  takeContents(routes, "/passerelle/guests/:id/clipboard/wanted/:request", {
    tags,
    summary: "Answers what a shared desktop wants of a guest's clipboard; hangs up once it has enough",
    deliver: (request, id, wanted, body) => clipboardOf(request, id).deliver(wanted, body),
  });
}
