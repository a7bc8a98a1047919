import { expect, test } from "vitest";
import { runCommandLine } from "./command-line.ts";
import { configCommand } from "./config.ts";

async function config(environment: Record<string, string>, ...options: string[]) {
  const out: string[] = [];
  const complaints: string[] = [];
  const code = await runCommandLine([configCommand], ["config", ...options], {
    environment,
    write: (text) => out.push(text),
    complain: (text) => complaints.push(text),
  });
  return { code, output: out.join(""), complaints: complaints.join("") };
}

test("prints each setting with its value and where it comes from", async () => {
  const { code, output } = await config({ PASSERELLE_PORT: "81", PASSERELLE_ADMIN_PASSWORD: "hush", LDAP_PORT: "389" });
  expect(code).toBe(0);
  expect(output).toMatch(/^PASSERELLE_PORT +81 +variable PASSERELLE_PORT$/m);
  expect(output).toMatch(/^PASSERELLE_HOST +0\.0\.0\.0 +default$/m);
  expect(output).toMatch(/^PASSERELLE_ADMIN_PASSWORD +\(set\) +variable/m);
  expect(output).toMatch(/it matters:\n {2}LDAP_PORT: logging in by LDAP/);
  expect(output).not.toContain("hush");
});

test("prints the same for programs, with the faults", async () => {
  const { code, output } = await config({ PASSERELLE_PORT: "no", GUACD_PORT: "4822" }, "--json");
  expect(code).toBe(0);
  const { settings, notices, faults } = JSON.parse(output);
  expect(settings).toContainEqual({ name: "PASSERELLE_HOST", value: "0.0.0.0", origin: "default" });
  expect(notices).toEqual([expect.objectContaining({ names: ["GUACD_PORT"], serious: false })]);
  expect(faults).toEqual([expect.stringContaining("PASSERELLE_PORT must be a port")]);
});

test("checks: the exit code is 1 if there is a fault", async () => {
  expect(await config({}, "--check")).toEqual({ code: 0, output: "", complaints: "" });
  const { code, output, complaints } = await config({ PASSERELLE_PORT: "no" }, "--check");
  expect([code, output]).toEqual([1, ""]);
  expect(complaints).toContain("PASSERELLE_PORT must be a port");
});
