import { CONNECTION_ATTRIBUTES, CONNECTION_GROUP_ATTRIBUTES } from "../../parameters/connection-attributes.ts";
import { formsOf } from "../../parameters/form.ts";
import { RDP_PARAMETERS, SHARING_PARAMETERS } from "../../parameters/rdp-parameters.ts";
import type { Routes } from "../routes.ts";

const PROTOCOLS = {
  rdp: { name: "rdp", connectionForms: formsOf(RDP_PARAMETERS), sharingProfileForms: formsOf(SHARING_PARAMETERS) },
};

/** What can be said of a connection: the forms that pages are made from. */
export function schemaRoutes(routes: Routes): void {
  const connectionAttributes = formsOf(CONNECTION_ATTRIBUTES);
  const connectionGroupAttributes = formsOf(CONNECTION_GROUP_ATTRIBUTES);
  routes.get("/schema/protocols", async () => PROTOCOLS);
  routes.get("/schema/connectionAttributes", async () => connectionAttributes);
  routes.get("/schema/connectionGroupAttributes", async () => connectionGroupAttributes);
}
