import { USER_ATTRIBUTES, USER_GROUP_ATTRIBUTES } from "../../parameters/account-attributes.ts";
import { CONNECTION_ATTRIBUTES, CONNECTION_GROUP_ATTRIBUTES } from "../../parameters/connection-attributes.ts";
import { formsOf, type Group } from "../../parameters/form.ts";
import { RDP_PARAMETERS, SHARING_PARAMETERS } from "../../parameters/rdp-parameters.ts";
import type { Routes } from "../routes.ts";

export const PROTOCOLS = {
  rdp: { name: "rdp", connectionForms: formsOf(RDP_PARAMETERS), sharingProfileForms: formsOf(SHARING_PARAMETERS) },
};

const ATTRIBUTES: Readonly<Record<string, readonly Group[]>> = {
  userAttributes: USER_ATTRIBUTES,
  /** What users may change of their own account by themselves: nothing but the password, which has its own place. */
  userPreferenceAttributes: [],
  userGroupAttributes: USER_GROUP_ATTRIBUTES,
  connectionAttributes: CONNECTION_ATTRIBUTES,
  connectionGroupAttributes: CONNECTION_GROUP_ATTRIBUTES,
  sharingProfileAttributes: [],
};

/** What can be said of each kind of object: the forms that pages are made from. */
export function schemaRoutes(routes: Routes): void {
  const tags = ["schema"];
  routes.get("/schema/protocols", { schema: { tags, summary: "Parameters of connections, by protocol" } }, async () => {
    return PROTOCOLS;
  });
  for (const [name, groups] of Object.entries(ATTRIBUTES)) {
    const forms = formsOf(groups);
    routes.get(`/schema/${name}`, { schema: { tags, summary: `Forms of ${name}` } }, async () => forms);
  }
}
