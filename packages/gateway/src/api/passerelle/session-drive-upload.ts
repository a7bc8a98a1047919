import { Type } from "typebox";
import { receive, receivedOf } from "../../drives/upload.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { DrivePath, requireDrive, SessionParameter } from "./own-drive.ts";

/** Milliseconds without a byte after which a browser has vanished. */
const PATIENCE = 120_000;

const Announced = {
  path: DrivePath,
  size: Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER, description: "Bytes of the whole file." }),
  modified: Type.Integer({ minimum: 0, maximum: 8.64e15, description: "Milliseconds since 1970." }),
};

const Replace = Type.Boolean({ default: false, description: "A file that is there gives way." });

const Received = { received: Type.Integer({ description: "Bytes that are there." }) };

/** Files for the drive of a session. What has come of one that broke off stays for a day, for the next attempt to go on with. */
export function sessionDriveUploadRoutes(routes: Routes, services: Services): void {
  const tags = ["devices"];
  const params = SessionParameter;

  routes.get(
    "/sessions/:id/drive/upload",
    {
      schema: {
        tags,
        summary: "How much of an upload has come; the same path, size and time are the same upload",
        description: "Refused as the upload itself would be, before its bytes are on the way.",
        params,
        querystring: Type.Object({ ...Announced, replace: Replace }),
        response: { 200: Type.Object(Received) },
      },
    },
    async ({ caller, params: { id }, query: { replace, ...announced } }) => {
      const { drive } = requireDrive(services, caller, id, "upload");
      return { received: await receivedOf(drive, announced, replace) };
    },
  );

  void routes.register(async (uploads: Routes) => {
    uploads.removeAllContentTypeParsers();
    // The bytes go to the disk as they come.
    uploads.addContentTypeParser("*", (_request, _payload, done) => done(null));
    uploads.put(
      "/sessions/:id/drive/upload",
      {
        schema: {
          tags,
          summary: "Upload a file, or what is missing of it, as raw bytes",
          description:
            "409 if the file is there and is not to be replaced; 412 if the bytes do not begin where those that are there end; 413 if there are more than announced; 507 if the drive is full. What has come of a broken upload stays for a day.",
          params,
          querystring: Type.Object({
            ...Announced,
            offset: Type.Integer({ minimum: 0, default: 0, description: "Where the bytes begin; 0 begins anew." }),
            replace: Replace,
          }),
          response: { 200: Type.Object({ ...Received, isComplete: Type.Boolean() }) },
        },
      },
      async ({ caller, params: { id }, query, raw }) => {
        const { drive } = requireDrive(services, caller, id, "upload");
        const { offset, replace, ...announced } = query;
        const stop = () => void raw.destroy();
        raw.setTimeout(PATIENCE, stop);
        try {
          const chunks = raw.iterator({ destroyOnReturn: false });
          return await receive(drive, announced, chunks, { offset, replace, stop });
        } finally {
          // What is not taken has to come all the same: browsers read no answer before they have sent everything.
          raw.resume();
        }
      },
    );
  });
}
