import { afterAll, beforeAll, expect, test } from "vitest";
import { OPEN_TIME } from "../../database/testing/test-databases.ts";
import { startTestServer, type TestServer } from "../testing/test-server.ts";

/** What the clients of others send: Terraform's (in Go) and Ansible's; guacapy is run itself, see docs/rest-api.md. */
const DATA = "/guacamole/api/session/data/postgresql";

let gateway: TestServer;
let admin: string;

beforeAll(async () => {
  gateway = await startTestServer();
  admin = await gateway.signIn("admin", "admin");
}, OPEN_TIME);
afterAll(() => gateway.close());

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

/** The Go client names JSON as the type even where it sends nothing, and gives back every cookie. */
async function go(method: Method, path: string, payload?: object) {
  const headers = { "content-type": "application/json", "guacamole-token": admin, cookie: "a=b; JSESSIONID=0" };
  const response = await gateway.server.inject({
    method,
    url: `${DATA}/${path}`,
    headers,
    ...(payload && { payload }),
  });
  expect(response.statusCode).toBeGreaterThanOrEqual(200);
  expect(response.statusCode, response.body).toBeLessThan(300);
  return response.body === "" ? undefined : response.json();
}

/** The Ansible modules put the token into the address; Python's urllib calls a body without a type a form. */
async function ansible(method: Method, path: string, payload?: object) {
  const headers = payload === undefined ? {} : { "content-type": "application/json" };
  const url = `${DATA}/${path}?token=${admin}`;
  const response = await gateway.server.inject({ method, url, headers, ...(payload && { payload }) });
  return { status: response.statusCode, body: response.body === "" ? undefined : response.json() };
}

test("Terraform makes, reads and changes users, leaving out what is empty", async () => {
  expect(await go("GET", "schema/userAttributes")).not.toEqual([]);
  const user = { username: "terraform", password: "p", attributes: { "guac-full-name": "T", disabled: "true" } };
  expect(await go("POST", "users", user)).toMatchObject({ username: "terraform", attributes: user.attributes });
  const read = await go("GET", "users/terraform");
  expect(read.attributes).toMatchObject(user.attributes);
  for (const value of Object.values(read.attributes)) {
    expect(value === null || typeof value === "string").toBe(true);
  }
  await go("PUT", "users/terraform", { username: "terraform", attributes: { "guac-full-name": "U" } });
  expect((await go("GET", "users/terraform")).attributes).toMatchObject({ "guac-full-name": "U", disabled: "true" });

  await go("POST", "userGroups", { identifier: "terraform", attributes: { disabled: "" } });
  await go("PUT", "userGroups/terraform", { identifier: "terraform", attributes: { disabled: "true" } });
  expect((await go("GET", "userGroups/terraform")).attributes.disabled).toBe("true");
  await go("PATCH", "users/terraform/userGroups", [{ op: "add", path: "/", value: "terraform" }]);
  expect(await go("GET", "userGroups/terraform/memberUsers")).toEqual(["terraform"]);
  await go("PATCH", "users/terraform/permissions", [
    { op: "add", path: "/systemPermissions", value: "CREATE_USER" },
    { op: "add", path: "/userPermissions/terraform", value: "UPDATE" },
  ]);
  await go("DELETE", "users/terraform");
  await go("DELETE", "userGroups/terraform");
});

test("Terraform makes and changes connections, with an empty text for each attribute that is not set", async () => {
  const empty = {
    "guacd-encryption": "",
    "failover-only": "",
    weight: "",
    "max-connections": "",
    "guacd-port": "",
    "max-connections-per-user": "",
  };
  const groupAttributes = { "max-connections": "2", "max-connections-per-user": "", "enable-session-affinity": "" };
  const folder = await go("POST", "connectionGroups", {
    name: "terraform",
    identifier: "",
    parentIdentifier: "ROOT",
    type: "ORGANIZATIONAL",
    activeConnections: 0,
    childConnections: null,
    childConnectionGroups: null,
    attributes: groupAttributes,
  });
  const connection = {
    name: "terraform",
    parentIdentifier: folder.identifier,
    protocol: "rdp",
    attributes: { ...empty, weight: "3" },
    parameters: { hostname: "192.0.2.1", port: "3389", "color-depth": "16", "enable-drive": "true", password: "p" },
  };
  const { identifier } = await go("POST", "connections", connection);
  const read = await go("GET", `connections/${identifier}`);
  expect(read).toMatchObject({ activeConnections: 0, attributes: { weight: "3", "guacd-port": null } });
  expect(await go("GET", `connections/${identifier}/parameters`)).toEqual(connection.parameters);
  await go("PUT", `connections/${identifier}`, { ...connection, identifier, attributes: empty });
  expect((await go("GET", `connections/${identifier}`)).attributes.weight).toBeNull();
  const tree = await go("GET", "connectionGroups/ROOT/tree");
  expect(tree.childConnectionGroups[0]).toMatchObject({ name: "terraform", childConnections: [{ identifier }] });
  await go("DELETE", `connections/${identifier}`);
  await go("DELETE", `connectionGroups/${folder.identifier}`);
});

test("Ansible makes and changes a connection with numbers, booleans and null, and reads it back as text", async () => {
  const payload = {
    parentIdentifier: "ROOT",
    name: "ansible",
    protocol: "rdp",
    parameters: {
      "enable-sftp": false,
      "sftp-directory": null,
      "read-only": false,
      hostname: "192.0.2.1",
      port: 3389,
      "color-depth": 16,
      "enable-full-window-drag": true,
      width: 1280,
      "ignore-cert": true,
    },
    attributes: {
      "guacd-encryption": null,
      "failover-only": "",
      weight: "",
      "max-connections": 4,
      "guacd-hostname": null,
      "guacd-port": null,
      "max-connections-per-user": null,
    },
  };
  const made = await ansible("POST", "connections", payload);
  expect(made.status).toBe(200);
  const [connection] = (await ansible("GET", "connectionGroups/ROOT/tree")).body.childConnections;
  const details = async () => (await ansible("GET", `connections/${connection.identifier}/parameters`)).body;
  const before = await details();
  expect(before).toEqual({
    "enable-sftp": "false",
    "read-only": "false",
    hostname: "192.0.2.1",
    port: "3389",
    "color-depth": "16",
    "enable-full-window-drag": "true",
    width: "1280",
    "ignore-cert": "true",
  });
  expect((await ansible("PUT", `connections/${connection.identifier}/`, payload)).status).toBe(204);
  expect(await details()).toEqual(before);
  expect((await ansible("GET", `connections/${connection.identifier}`)).body.attributes["max-connections"]).toBe("4");
  expect((await ansible("DELETE", `connections/${connection.identifier}`)).status).toBe(204);
});

test("Ansible makes and changes a user with attributes of 1.5, and asks for groups with a slash", async () => {
  const payload = {
    username: "ansible",
    password: "p",
    attributes: {
      disabled: false,
      expired: null,
      "access-window-start": null,
      "access-window-end": "19:00:00",
      "valid-from": "",
      "valid-until": "",
      timezone: "",
      "guac-full-name": null,
      "guac-email-address": "a@example.org",
      "guac-organization": null,
      "guac-organizational-role": null,
    },
  };
  expect((await ansible("POST", "users", payload)).status).toBe(200);
  const disabled = { ...payload, attributes: { ...payload.attributes, disabled: true } };
  expect((await ansible("PUT", "users/ansible", disabled)).status).toBe(204);
  const read = (await ansible("GET", "users/ansible")).body;
  expect(read).toMatchObject({ disabled: true, attributes: { disabled: "true", "access-window-end": "19:00:00" } });
  // It takes 400 for "is there already".
  const group = { identifier: "ansible", attributes: { disabled: "" } };
  expect((await ansible("POST", "userGroups", group)).status).toBe(200);
  expect((await ansible("POST", "userGroups", group)).status).toBe(400);
  const member = [{ op: "add", path: "/", value: "ansible" }];
  expect((await ansible("PATCH", "userGroups/ansible/memberUsers", member)).status).toBe(204);
  expect((await ansible("GET", "connectionGroups/")).body).toEqual({});
});
