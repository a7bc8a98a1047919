import { expect, test } from "vitest";
import type { StoredConnection } from "../../api/connections.ts";
import { commonValue } from "./common-values.ts";

function stored(parameters: Record<string, string>, weight: string | null = null): StoredConnection {
  const place = { identifier: "1", name: "PC", parentIdentifier: "ROOT", protocol: "rdp" };
  return { ...place, parameters, attributes: { weight }, storedSecrets: [], permissions: [] };
}

test("connections have one value in common, or several, each named once", () => {
  const all = [
    stored({ port: "3390" }, "2"),
    stored({ port: "3389" }, "2"),
    stored({ port: "3389" }, "2"),
    stored({}, "2"),
  ];
  expect(commonValue(all, "parameters", "port")).toEqual({ different: ["", "3389", "3390"] });
  expect(commonValue(all, "attributes", "weight")).toEqual({ same: "2" });
  expect(commonValue(all, "parameters", "domain")).toEqual({ same: "" });
});
