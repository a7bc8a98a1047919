import type { Address } from "../configuration/parsers.ts";
import type { SecretBox } from "../secrets/secret-box.ts";
import { replaceParameters } from "./connection-parameters.ts";
import type { Queries } from "./database.ts";

/** Makes the connection "Demo desktop" to the playground, whose certificate is its own and whose password is no secret. */
export async function createDemoConnection(queries: Queries, secrets: SecretBox, address: Address): Promise<void> {
  await queries.transaction().execute(async (db) => {
    const { connection_id } = await db
      .insertInto("guacamole_connection")
      .values({ connection_name: "Demo desktop", protocol: "rdp" })
      .returning("connection_id")
      .executeTakeFirstOrThrow();
    await replaceParameters(db, secrets, connection_id, {
      hostname: address.host,
      port: String(address.port),
      username: "demo",
      password: "demo",
      "ignore-cert": "true",
      "resize-method": "display-update",
    });
  });
}
