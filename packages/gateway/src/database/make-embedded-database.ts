import { PGlite } from "@electric-sql/pglite";

/** `node make-embedded-database.ts FOLDER`: makes an empty PGlite database and ends. */
const engine = await PGlite.create(process.argv[2] ?? "");
await engine.close();
