import { type Static, Type } from "typebox";
import { childPath, folded, splitPath } from "../../drives/names.ts";
import { announcedBy } from "../../drives/partial.ts";
import { removeWithUploads } from "../../drives/removal.ts";
import type { FileFacts } from "../../drives/volume.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { DrivePath, requireDrive, SessionParameter } from "./own-drive.ts";
import { Done, nullable } from "./schemas.ts";

/** Items of one answer. */
const MOST_ITEMS = 20_000;
/** Paths of one request. */
const MOST_PATHS = 1000;

const Paths = Type.Array(DrivePath, { minItems: 1, maxItems: MOST_PATHS });
const Name = Type.String({ maxLength: 255, pattern: "^[^/]+$" });

const Item = Type.Object({
  name: Type.String(),
  isFolder: Type.Boolean(),
  size: Type.Integer(),
  modified: Type.Integer({ description: "Milliseconds since 1970." }),
  received: Type.Optional(
    Type.Integer({ description: "An upload that is not complete: so many bytes of `size` are there." }),
  ),
});

const Listing = Type.Object({
  path: Type.String(),
  items: Type.Array(Item),
  isCut: Type.Optional(Type.Boolean({ description: `There are more than ${MOST_ITEMS}.` })),
  used: Type.Integer({ description: "Bytes on the whole drive." }),
  quota: nullable(Type.Integer({ description: "Bytes that it may hold; null: any number." })),
});

/** The drive of a session: what is on it, and changes to that. Contents have routes of their own. */
export function sessionDriveRoutes(routes: Routes, services: Services): void {
  const tags = ["devices"];
  const params = SessionParameter;
  const response = { 204: Done };

  routes.get(
    "/sessions/:id/drive",
    {
      schema: {
        tags,
        summary: "A folder on the drive of a session; folders first, then by name",
        params,
        querystring: Type.Object({ path: Type.Optional(DrivePath) }),
        response: { 200: Listing },
      },
    },
    async ({ caller, params: { id }, query: { path = "" } }) => {
      const { drive } = requireDrive(services, caller, id);
      const items = itemsOf(await drive.volume.list(path));
      const { used, quota = null } = drive;
      return {
        path,
        items: items.slice(0, MOST_ITEMS),
        ...(items.length > MOST_ITEMS && { isCut: true }),
        used,
        quota,
      };
    },
  );

  routes.post(
    "/sessions/:id/drive/folder",
    { schema: { tags, summary: "Make a folder", params, body: Type.Object({ path: DrivePath }), response } },
    async ({ caller, params: { id }, body: { path } }, reply) => {
      const { volume } = requireDrive(services, caller, id, "upload").drive;
      const folder = await volume.open(path, { access: "read", create: "always", kind: "folder" });
      await folder.close();
      return reply.code(204).send(null);
    },
  );

  routes.post(
    "/sessions/:id/drive/rename",
    {
      schema: {
        tags,
        summary: "Give a file or folder another name; 409 if there is one with it",
        params,
        body: Type.Object({ path: DrivePath, name: Name }),
        response,
      },
    },
    async ({ caller, params: { id }, body: { path, name } }, reply) => {
      const { volume } = requireDrive(services, caller, id, "upload").drive;
      await volume.rename(path, childPath(splitPath(path).folder, name), false);
      return reply.code(204).send(null);
    },
  );

  routes.post(
    "/sessions/:id/drive/move",
    {
      schema: {
        tags,
        summary: "Move files and folders into a folder, one after the other; 409 if there is one with the same name",
        params,
        body: Type.Object({ from: Paths, to: DrivePath }),
        response,
      },
    },
    async ({ caller, params: { id }, body: { from, to } }, reply) => {
      const { volume } = requireDrive(services, caller, id, "upload").drive;
      for (const path of from) await volume.rename(path, childPath(to, splitPath(path).name), false);
      return reply.code(204).send(null);
    },
  );

  routes.delete(
    "/sessions/:id/drive/items",
    {
      schema: {
        tags,
        summary: "Remove files, folders with all that is in them, and uploads that are not complete",
        params,
        body: Type.Object({ paths: Paths }),
        response,
      },
    },
    async ({ caller, params: { id }, body: { paths } }, reply) => {
      const { volume } = requireDrive(services, caller, id, "upload").drive;
      await removeWithUploads(volume, paths);
      return reply.code(204).send(null);
    },
  );
}

/** An upload that is not complete has the name that it will get, unless a file has that. */
function itemsOf(entries: readonly FileFacts[]): Static<typeof Item>[] {
  const names = new Set(entries.map(({ name }) => name));
  const items = entries.flatMap((entry) => {
    const announced = announcedBy(entry.name);
    return announced && names.has(announced.path) ? [] : itemOf(entry);
  });
  return items.sort((a, b) => Number(b.isFolder) - Number(a.isFolder) || (folded(a.name) < folded(b.name) ? -1 : 1));
}

function itemOf({ name, isFolder, size, modified }: FileFacts): Static<typeof Item> {
  const announced = announcedBy(name);
  if (!announced || isFolder) return { name, isFolder, size, modified: Math.round(modified) };
  return { name: announced.path, isFolder, size: announced.size, modified: announced.modified, received: size };
}
