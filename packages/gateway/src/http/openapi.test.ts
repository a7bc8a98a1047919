import { Validator } from "@seriousme/openapi-schema-validator";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestServer, type TestServer } from "../api/testing/test-server.ts";
import { OPEN_TIME } from "../database/testing/test-databases.ts";

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly required?: boolean }[];
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly security?: readonly object[];
}

interface Document {
  readonly openapi: string;
  readonly servers: readonly { readonly url: string }[];
  readonly security: readonly object[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

let gateway: TestServer;
let document: Document & Record<string, unknown>;

beforeAll(async () => {
  gateway = await startTestServer("/nonexistent", { contextPath: "/desktops" });
  document = (await gateway.call(undefined, "GET", "/api/passerelle/openapi.json")).body;
}, OPEN_TIME);
afterAll(() => gateway.close());

describe("the OpenAPI document", () => {
  test("is one, by its specification", async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(document.openapi).toBe("3.1.0");
  });

  test("has every route of both APIs, each with its subject and what it does", () => {
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, ...operation })),
    );
    const names = operations.map(({ name }) => name);
    expect(names).toContain("post /api/tokens");
    expect(names).toContain("get /api/session/data/postgresql/connections/{identifier}/parameters");
    expect(names).toContain("get /api/passerelle/recent");
    expect(names.filter((name) => name.includes("*") || name.includes("/docs"))).toEqual([]);
    expect(operations.filter(({ tags }) => tags?.length !== 1).map(({ name }) => name)).toEqual([]);
    expect(document.paths["/api/session/data/postgresql/connections"].get.tags).toEqual(["Guacamole: connections"]);
    expect(document.paths["/api/passerelle/connections"].get.tags).toEqual(["Connections"]);
    expect(operations.filter(({ summary }) => !summary).map(({ name }) => name)).toEqual([]);
  });

  test("asks for no parameter that has a default", () => {
    const { parameters = [] } = document.paths["/api/passerelle/users"].get;
    expect(parameters.map(({ name }) => name)).toContain("offset");
    expect(parameters.filter(({ required }) => required)).toEqual([]);
  });

  test("says how to sign in, and truly where nobody need", async () => {
    expect(document.security).toEqual([{ token: [] }, { tokenParameter: [] }, { apiKey: [] }, { cookie: [] }]);
    const readings = Object.entries(document.paths).filter(([, methods]) => methods.get !== undefined);
    for (const [path, methods] of readings) {
      const { status } = await gateway.call(undefined, "GET", path.replaceAll(/\{\w+\}/g, "1"));
      expect([path, status === 403]).toEqual([path, methods.get.security?.length !== 0]);
    }
    expect(document.paths["/api/tokens"].post.security).toEqual([]);
  });

  test.each([
    ["", "/"],
    ["/guacamole", "/guacamole"],
    ["/desktops", "/desktops"],
  ])("below %j calls what is below it", async (context, server) => {
    for (const path of ["openapi.json", "docs/json"]) {
      const { body } = await gateway.call(undefined, "GET", `${context}/api/passerelle/${path}`);
      expect(body.servers).toEqual([{ url: server }]);
      expect(body.paths).toEqual(document.paths);
    }
  });
});

describe("its page", () => {
  test("is told its folder, whatever is before it", async () => {
    const { headers } = await gateway.server.inject("/guacamole/api/passerelle/docs");
    expect(headers.location).toBe("docs/");
  });

  test("loads files of its own only, under the policy of all pages", async () => {
    const page = await gateway.server.inject("/guacamole/api/passerelle/docs/");
    expect(page.headers["content-security-policy"]).toContain("script-src 'self' 'wasm-unsafe-eval';");
    const links = [...page.body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link]) => link);
    expect(links.length).toBeGreaterThan(3);
    for (const link of links) {
      expect(link).toMatch(/^\.\/static\//);
      expect((await gateway.server.inject(`/guacamole/api/passerelle/docs/${link}`)).statusCode).toBe(200);
    }
  });
});
