import { describe, expect, test } from "vitest";
import { readConfiguration } from "./configuration.ts";

describe("the configuration", () => {
  test("has a default for everything but the database server", () => {
    const configuration = readConfiguration({});
    expect(configuration).toMatchObject({
      host: "0.0.0.0",
      port: 8080,
      administratorName: "guacadmin",
      logLevel: "info",
    });
    expect(configuration.postgres).toBeUndefined();
    expect(configuration.demoDesktop).toBeUndefined();
    expect(configuration.secretKeyFile).toBe(`${configuration.dataFolder}/secret.key`);
  });

  test("reads what is set, and takes empty for unset", () => {
    const configuration = readConfiguration({
      PASSERELLE_PORT: "9000",
      PASSERELLE_HOST: "",
      PASSERELLE_DATA_DIR: "/srv/passerelle",
      PASSERELLE_DEMO_DESKTOP: "[::1]:3390",
      UNRELATED: "x",
    });
    expect(configuration).toMatchObject({ port: 9000, host: "0.0.0.0", dataFolder: "/srv/passerelle" });
    expect(configuration.demoDesktop).toEqual({ host: "::1", port: 3390 });
  });

  test.each([["POSTGRES"], ["POSTGRESQL"]])("finds the database server under %s_", (prefix) => {
    const configuration = readConfiguration({
      [`${prefix}_HOSTNAME`]: "db",
      [`${prefix}_DATABASE`]: "guacamole_db",
      [`${prefix}_USER`]: "guacamole_user",
      [`${prefix}_PASSWORD`]: "p",
    });
    const expected = { host: "db", port: 5432, database: "guacamole_db", user: "guacamole_user", password: "p" };
    expect(configuration.postgres).toEqual(expected);
  });

  test.each([
    [{ PASSERELLE_PROT: "1" }, "PASSERELLE_PROT is not a setting; did you mean PASSERELLE_PORT?"],
    [{ PASSERELLE_ADMIN_PASWORD: "1" }, "did you mean PASSERELLE_ADMIN_PASSWORD?"],
    [{ PASSERELLE_PORT: "99999" }, 'PASSERELLE_PORT must be a port from 1 to 65535, not "99999".'],
    [{ PASSERELLE_PORT: "80 " }, "PASSERELLE_PORT must be a port"],
    [{ PASSERELLE_LOG_LEVEL: "loud" }, "PASSERELLE_LOG_LEVEL must be one of trace, debug"],
    [{ PASSERELLE_DEMO_DESKTOP: "localhost" }, "PASSERELLE_DEMO_DESKTOP must be host:port"],
    [{ POSTGRES_HOSTNAME: "db" }, "POSTGRES_HOSTNAME also needs POSTGRES_DATABASE"],
    [{ POSTGRES_DATABASE: "db" }, "POSTGRES_HOSTNAME is not"],
  ])("refuses %j", (environment, sentence) => {
    expect(() => readConfiguration(environment)).toThrow(sentence);
  });

  test("names every fault at once", () => {
    expect(() => readConfiguration({ PASSERELLE_PORT: "x", PASSERELLE_HOTS: "y" })).toThrow(/HOTS.*\n.*PORT/);
  });
});
