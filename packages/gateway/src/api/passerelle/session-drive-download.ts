import { Readable } from "node:stream";
import type { FastifyReply } from "fastify";
import { Type } from "typebox";
import { Archive } from "../../drives/archive.ts";
import { chunksOf } from "../../drives/chunks.ts";
import { splitPath } from "../../drives/names.ts";
import type { OpenFile } from "../../drives/volume.ts";
import { asDownload } from "../as-download.ts";
import { rangeOf, validatorsOf } from "../byte-range.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { DrivePath, requireDrive, SessionParameter } from "./own-drive.ts";

/** Paths that an archive is made of; they are in the address. */
const MOST_PATHS = 200;

/** Files and folders of the drive of a session, for the browser to keep. */
export function sessionDriveDownloadRoutes(routes: Routes, services: Services): void {
  const tags = ["devices"];
  const params = SessionParameter;

  routes.route({
    method: ["GET", "HEAD"],
    url: "/sessions/:id/drive/file",
    schema: {
      tags,
      summary: "A file of the drive; answers Range",
      params,
      querystring: Type.Object({ path: DrivePath }),
    },
    handler: async ({ caller, params: { id }, query: { path }, headers, method }, reply) => {
      const { volume } = requireDrive(services, caller, id, "download").drive;
      const file = await volume.open(path, { access: "read", create: "never", kind: "file" });
      closeWith(reply, file);
      const { name, size, modified, id: number } = await file.facts();
      const validators = validatorsOf(number, size, modified);
      const range = rangeOf(headers, size, validators);
      asDownload(reply, "application/octet-stream", name).headers({ ...validators, "accept-ranges": "bytes" });
      if (range === "unsatisfiable") return reply.code(416).header("content-range", `bytes */${size}`).send();
      const { start, end } = range ?? { start: 0, end: size };
      if (range) reply.code(206).header("content-range", `bytes ${start}-${end - 1}/${size}`);
      reply.header("content-length", end - start);
      return method === "HEAD" ? reply.send() : reply.send(Readable.from(exactly(file, path, start, end)));
    },
  });

  routes.route({
    method: ["GET", "HEAD"],
    url: "/sessions/:id/drive/archive",
    schema: {
      tags,
      summary: "Files and folders of the drive as a ZIP",
      params,
      querystring: Type.Object({
        path: Type.Union([DrivePath, Type.Array(DrivePath, { minItems: 1, maxItems: MOST_PATHS })]),
      }),
    },
    handler: async ({ caller, params: { id }, query: { path }, method }, reply) => {
      const { drive, name } = requireDrive(services, caller, id, "download");
      const paths = [path].flat();
      const archive = await Archive.of(drive.volume, paths);
      closeWith(reply, archive);
      const only = paths.length === 1 ? splitPath(paths[0]).name : "";
      asDownload(reply, "application/zip", `${only || name}.zip`);
      return method === "HEAD" ? reply.send() : reply.send(archive.bytes());
    },
  });
}

/** Closes what is read from when the answer is over, whether it was sent or not. */
function closeWith(reply: FastifyReply, source: Pick<OpenFile, "close">): void {
  reply.raw.once("close", () => {
    source.close().catch((error: unknown) => reply.log.warn({ err: error }, "a file of a drive could not be closed"));
  });
}

/** So many bytes were announced: a file that became shorter breaks the answer off. */
async function* exactly(file: OpenFile, path: string, start: number, end: number): AsyncGenerator<Uint8Array> {
  let left = end - start;
  for await (const chunk of chunksOf(file, start, end)) {
    left -= chunk.length;
    yield chunk;
  }
  if (left > 0) throw new Error(`"${path}" has become shorter while it was sent`);
}
