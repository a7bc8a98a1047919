import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { Routes } from "../api/routes.ts";

/** The build puts a hash of their content into the names of the files of this folder. */
const HASHED = "/assets/";
const FOREVER = "public, max-age=31536000, immutable";
const ASK_FIRST = "no-cache";

/** Serves the built page, precompressed where the build left `.br` and `.gz` files. */
export async function servePage(routes: Routes, folder: string): Promise<void> {
  if (!existsSync(join(folder, "index.html"))) {
    routes.log.warn({ folder }, "the page is not built; only the API is served");
    return;
  }
  await routes.register(fastifyStatic, {
    root: folder,
    preCompressed: true,
    cacheControl: false,
    setHeaders: (reply, path) => {
      reply.header("cache-control", path.includes(HASHED) ? FOREVER : ASK_FIRST);
    },
  });
  // The page names its places behind a `#`; what it loads is relative to the folder that it was loaded from.
  routes.setNotFoundHandler(async (_request, reply) =>
    reply.code(404).send({ message: "Not found. The page is at the root of this address." }),
  );
}
