import type { FileHandle } from "node:fs/promises";
import { PRINT_PROBLEMS, type PrintJob } from "@passerelle/tunnel";
import { create as contentDisposition } from "content-disposition";
import { Type } from "typebox";
import type { Caller } from "../../database/sign-ins.ts";
import type { Prints } from "../../printing/prints.ts";
import { ApiError, permissionDenied } from "../api-error.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { requireDevices } from "./own-devices.ts";
import { Done, Moment } from "./schemas.ts";

const Session = { id: Type.String({ maxLength: 36 }) };
const JobOfSession = Type.Object({ ...Session, job: Type.Integer({ minimum: 1 }) });

const Job = Type.Unsafe<PrintJob>(
  Type.Object({
    job: Type.Integer({ description: "Counts up from 1 in each session." }),
    name: Type.Optional(Type.String({ description: "What the desktop calls it." })),
    state: Type.String({ enum: ["receiving", "converting", "ready", "failed"] }),
    bytes: Type.Integer({ description: "Received so far; of the PDF once it is ready." }),
    pages: Type.Optional(Type.Integer()),
    created: Moment,
    problem: Type.Optional(Type.String({ enum: [...PRINT_PROBLEMS] })),
  }),
);

/** What a document from a desktop may do in a browser: be shown, in a page of ours too. */
const SHOWN_ONLY = {
  "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'self'",
  "x-frame-options": "SAMEORIGIN",
};

/** What the desktop of a session has printed. */
export function sessionPrintRoutes(routes: Routes, services: Services): void {
  const tags = ["devices"];

  function printsOf(caller: Caller, id: string): Prints {
    const { prints } = requireDevices(services, caller, id);
    if (!prints) {
      throw permissionDenied("This connection has no printer.");
    }
    return prints.prints;
  }

  routes.get(
    "/sessions/:id/prints",
    {
      schema: {
        tags,
        summary: "What the desktop has printed, in the order in which it came",
        params: Type.Object(Session),
        response: { 200: Type.Array(Job) },
      },
    },
    async ({ caller, params: { id } }) => [...printsOf(caller, id).list],
  );

  routes.get(
    "/sessions/:id/prints/:job",
    {
      schema: {
        tags,
        summary: "A print that is ready, as PDF",
        params: JobOfSession,
        querystring: Type.Object({
          download: Type.Boolean({ default: false, description: "As an attachment, not to be shown." }),
        }),
      },
    },
    async ({ caller, params: { id, job }, query: { download } }, reply) => {
      const prints = printsOf(caller, id);
      const file = await prints.open(job);
      if (!file) {
        throw noSuchPrint();
      }
      const name = prints.list.find((print) => print.job === job)?.name ?? `print-${job}`;
      const disposition = contentDisposition(`${name.replace(/\.pdf$/i, "")}.pdf`, {
        type: download ? "attachment" : "inline",
      });
      return reply
        .type("application/pdf")
        .headers({ ...SHOWN_ONLY, "content-disposition": disposition, "content-length": await sizeOf(file) })
        .send(file.createReadStream());
    },
  );

  routes.delete(
    "/sessions/:id/prints/:job",
    {
      schema: {
        tags,
        summary: "Remove a print that is ready or has failed",
        params: JobOfSession,
        response: { 204: Done },
      },
    },
    async ({ caller, params: { id, job } }, reply) => {
      if (!(await printsOf(caller, id).remove(job))) {
        throw noSuchPrint();
      }
      return reply.code(204).send(null);
    },
  );
}

/** The length of a file, which is closed if that cannot be told. */
async function sizeOf(file: FileHandle): Promise<number> {
  try {
    return (await file.stat()).size;
  } catch (error) {
    await file.close();
    throw error;
  }
}

function noSuchPrint(): ApiError {
  return new ApiError("NOT_FOUND", "There is no such print, or it is not ready.");
}
