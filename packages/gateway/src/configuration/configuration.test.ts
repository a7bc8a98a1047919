import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEFAULT_ACCOUNT_SETTINGS } from "../accounts/account-settings.ts";
import { DEFAULT_WEB_SETTINGS } from "../http/web-settings.ts";
import { DEFAULT_SESSION_LIMITS } from "../sessions/session-limits.ts";
import { inspectConfiguration, readConfiguration, SUBJECTS } from "./configuration.ts";
import { noticeLine } from "./without-meaning.ts";

/** The environment of the container that Passerelle replaces. */
const SHEET = {
  GUACD_HOSTNAME: "guacd",
  POSTGRES_HOSTNAME: "postgres",
  POSTGRES_DATABASE: "guacamole_db",
  POSTGRES_USER: "guacamole_user",
  POSTGRES_PASSWORD: "CHANGE_ME_STRONG_PASSWORD",
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "passerelle-settings-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The path of a new file. */
function file(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** A GUACAMOLE_HOME with these lines in its file, and these extensions. */
function home(lines: readonly string[], extensions: readonly string[] = []): { GUACAMOLE_HOME: string } {
  const path = mkdtempSync(join(folder, "home-"));
  writeFileSync(join(path, "guacamole.properties"), lines.join("\n"));
  mkdirSync(join(path, "extensions"));
  for (const name of extensions) {
    writeFileSync(join(path, "extensions", name), "");
  }
  return { GUACAMOLE_HOME: path };
}

function inForce(environment: Record<string, string>, name: string) {
  return inspectConfiguration(environment).inForce.find((setting) => setting.name === name);
}

function noticeLines(environment: Record<string, string>): string[] {
  return readConfiguration(environment).notices.map(noticeLine);
}

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
    expect(configuration.accounts).toEqual(DEFAULT_ACCOUNT_SETTINGS);
    expect(configuration.sessionLimits).toEqual(DEFAULT_SESSION_LIMITS);
    expect(configuration.web).toEqual(DEFAULT_WEB_SETTINGS);
    expect(configuration.notices).toEqual([]);
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

  test("is that of the container it replaces, with that container's environment", () => {
    const { postgres, notices } = readConfiguration(SHEET);
    expect(postgres).toMatchObject({
      host: "postgres",
      port: 5432,
      database: "guacamole_db",
      user: "guacamole_user",
      password: "CHANGE_ME_STRONG_PASSWORD",
      plainWillDo: true,
    });
    expect(notices.map(noticeLine)).toEqual(["GUACD_HOSTNAME: Passerelle speaks RDP itself and needs no guacd."]);
  });

  test("finds the database under the newer names, and on this machine", () => {
    const { postgres } = readConfiguration({
      POSTGRESQL_DATABASE: "d",
      POSTGRESQL_USERNAME: "u",
      POSTGRESQL_PASSWORD: "p",
      POSTGRESQL_DEFAULT_STATEMENT_TIMEOUT: "30",
    });
    expect(postgres).toMatchObject({ host: "localhost", database: "d", user: "u", statementTimeout: 30_000 });
  });

  test("takes over what Guacamole's variables say of accounts and limits", () => {
    const { accounts, sessionLimits, web, logLevel } = readConfiguration({
      API_SESSION_TIMEOUT: "480",
      CASE_SENSITIVITY: "disabled",
      POSTGRESQL_USER_PASSWORD_MIN_LENGTH: "12",
      POSTGRES_USER_PASSWORD_REQUIRE_DIGIT: "true",
      POSTGRESQL_DEFAULT_MAX_GROUP_CONNECTIONS_PER_USER: "0",
      BAN_MAX_INVALID_ATTEMPTS: "3",
      WEBAPP_CONTEXT: "desktops#rdp",
      API_MAX_REQUEST_SIZE: "0",
      LOGBACK_LEVEL: "warning",
    });
    expect(accounts).toMatchObject({ sessionTimeout: 480, caseSensitiveUsernames: false });
    expect(accounts.passwordPolicy).toMatchObject({ minLength: 12, requireDigit: true, requireSymbol: false });
    expect(accounts.blocks).toEqual({ maxAttempts: 3, duration: 300 });
    expect(sessionLimits.defaultMaxGroupConnectionsPerUser).toBe(0);
    expect(web).toMatchObject({ contextPath: "/desktops/rdp", maxRequestSize: 64 * 1024 * 1024 });
    expect(logLevel).toBe("warn");
  });

  test.each([
    [{ BAN_ENABLED: "false" }, 0],
    [{ BAN_ENABLED: "false", BAN_MAX_INVALID_ATTEMPTS: "3" }, 0],
    [{ BAN_ENABLED: "true" }, 5],
  ])("with %j keeps out after %i failures", (environment, attempts) => {
    expect(readConfiguration(environment).accounts.blocks.maxAttempts).toBe(attempts);
  });

  test.each([
    [{}, false],
    [{ TOTP_ENABLED: "true" }, true],
    [{ TOTP_ISSUER: "Acme" }, true],
    [{ TOTP_ISSUER: "Acme", TOTP_ENABLED: "false" }, false],
    [{ PASSERELLE_TOTP_ISSUER: "Acme" }, false],
    [{ PASSERELLE_TOTP_REQUIRED: "true" }, true],
  ])("with %j requires TOTP: %s", (environment, required) => {
    expect(readConfiguration(environment).accounts.totp.required).toBe(required);
  });

  test("is not disturbed by what Kubernetes says of services of the same name", () => {
    const links = { PASSERELLE_PORT: "tcp://10.0.0.1:8080", PASSERELLE_SERVICE_HOST: "10.0.0.1" };
    const more = { PASSERELLE_PORT_8080_TCP_ADDR: "10.0.0.1", POSTGRES_SERVICE_PORT: "5432" };
    expect(readConfiguration({ ...links, ...more })).toMatchObject({ port: 8080, notices: [] });
  });

  test.each([
    [{ PASSERELLE_PROT: "1" }, "PASSERELLE_PROT is not a setting; did you mean PASSERELLE_PORT?"],
    [{ PASSERELLE_ADMIN_PASWORD: "1" }, "did you mean PASSERELLE_ADMIN_PASSWORD?"],
    [{ PASSERELLE_PORT: "99999" }, 'PASSERELLE_PORT must be a port from 1 to 65535, not "99999".'],
    [{ PASSERELLE_PORT: "80 " }, "PASSERELLE_PORT must be a port"],
    [{ PASSERELLE_LOG_LEVEL: "loud" }, "PASSERELLE_LOG_LEVEL must be one of trace, debug"],
    [{ PASSERELLE_DEMO_DESKTOP: "localhost" }, "PASSERELLE_DEMO_DESKTOP must be host:port"],
    [{ POSTGRES_HOSTNAME: "db" }, "also needs POSTGRES_DATABASE and POSTGRES_USER and POSTGRES_PASSWORD"],
    [{ POSTGRES_PASSWORD: "p", POSTGRES_USER: "u" }, "also needs POSTGRES_DATABASE;"],
    [{ ...SHEET, POSTGRES_SSL_MODE: "on" }, "POSTGRES_SSL_MODE must be one of disable, allow"],
    [{ ...SHEET, POSTGRES_SSL_KEY_FILE: "/nonexistent" }, "/nonexistent cannot be used for TLS"],
    [{ ...SHEET, POSTGRES_PASSWORD_FILE: "/run/x" }, "POSTGRES_PASSWORD and POSTGRES_PASSWORD_FILE are both set"],
    [{ TOTP_ISSUER_FILE: "/nonexistent" }, "TOTP_ISSUER_FILE names a file that cannot be read"],
    [{ PASSERELLE_SESSION_TIMEOUT: "1h" }, "PASSERELLE_SESSION_TIMEOUT must be a whole number from 1"],
    [{ PASSERELLE_SIDE_BY_SIDE: "yes" }, 'PASSERELLE_SIDE_BY_SIDE must be true or false, not "yes".'],
    [{ PASSERELLE_TRUSTED_PROXIES: "proxy.example" }, 'not the name "proxy.example"'],
    [{ PASSERELLE_TRUSTED_PROXIES: "10.0.0.0/33" }, "10.0.0.0/33"],
    [{ REMOTE_IP_VALVE_INTERNAL_PROXIES: "10\\.(\\d++)" }, "only Java understands"],
    [{ WEBAPP_CONTEXT: "../etc" }, "WEBAPP_CONTEXT must be a path"],
    [{ PASSERELLE_PROXY_ADDRESS_HEADER: "a b" }, "must be the name of an HTTP header"],
  ])("refuses %j", (environment, sentence) => {
    expect(() => readConfiguration(environment)).toThrow(sentence);
  });

  test("names every fault at once, one a line", () => {
    const { faults } = inspectConfiguration({ PASSERELLE_PORT: "x", PASSERELLE_HOTS: "y", POSTGRES_HOSTNAME: "z" });
    expect(faults).toHaveLength(3);
    expect(() => readConfiguration({ PASSERELLE_PORT: "x", PASSERELLE_HOTS: "y" })).toThrow(/HOTS.*\n.*PORT/);
  });
});

describe("where settings come from", () => {
  test("a file for any of them", () => {
    const environment = { ...SHEET, POSTGRES_PASSWORD: "", POSTGRES_PASSWORD_FILE: file("password", "from file\n") };
    expect(readConfiguration(environment).postgres?.password).toBe("from file");
    const path = join(folder, "password");
    expect(inForce(environment, "POSTGRES_PASSWORD")?.origin).toBe(`file ${path} of POSTGRES_PASSWORD_FILE`);
    expect(readConfiguration({ PASSERELLE_PORT_FILE: file("port", "9001") }).port).toBe(9001);
  });

  test("guacamole.properties, which the environment overrules whatever name it uses", () => {
    const lines = ["postgresql-hostname: db", "postgresql-database: d", "postgresql-username: u", "", "# comment"];
    const environment = { ...home([...lines, "postgresql-password: p", "api-session-timeout: 5"]), POSTGRES_USER: "v" };
    const { postgres, accounts, notices } = readConfiguration(environment);
    expect(postgres).toMatchObject({ host: "db", database: "d", user: "v", password: "p" });
    expect(accounts.sessionTimeout).toBe(5);
    expect(inForce(environment, "POSTGRES_HOSTNAME")?.origin).toBe("guacamole.properties line 1");
    expect(notices.map(noticeLine)).toEqual(["postgresql-username: POSTGRES_USER goes before it."]);
  });

  test("faults there are named as they are written there", () => {
    expect(() => readConfiguration(home(["totp-digits: 9", "passerelle-prot: 1"]))).toThrow(
      /passerelle-prot is not a setting.*\ntotp-digits must be a whole number from 6 to 8/,
    );
  });

  test("extensions that lie in GUACAMOLE_HOME", () => {
    const totp = home([], ["guacamole-auth-totp-1.5.5.jar", "guacamole-auth-jdbc-postgresql-1.5.5.jar"]);
    expect(readConfiguration(totp)).toMatchObject({ accounts: { totp: { required: true } }, notices: [] });
    expect(inForce(totp, "PASSERELLE_TOTP_REQUIRED")?.origin).toContain("guacamole-auth-totp-1.5.5.jar");
    const { notices } = readConfiguration(home([], ["guacamole-auth-ldap-1.5.5.jar", "acme-branding.jar"]));
    expect(notices).toMatchObject([
      { names: ["extensions/guacamole-auth-ldap-1.5.5.jar"], serious: true },
      { names: ["extensions/acme-branding.jar"], serious: true },
    ]);
  });

  test("a file of users in GUACAMOLE_HOME", () => {
    const environment = home([]);
    writeFileSync(join(environment.GUACAMOLE_HOME, "user-mapping.xml"), "<user-mapping/>");
    expect(readConfiguration(environment).notices).toMatchObject([{ names: ["user-mapping.xml"], serious: true }]);
  });

  test("an unreadable file is a fault", () => {
    const path = mkdtempSync(join(folder, "home-"));
    mkdirSync(join(path, "guacamole.properties"));
    expect(() => readConfiguration({ GUACAMOLE_HOME: path })).toThrow(/guacamole.properties cannot be read/);
  });

  test("each is reported with its value and its origin, secrets without", () => {
    expect(inForce(SHEET, "POSTGRES_HOSTNAME")).toMatchObject({
      value: "postgres",
      origin: "variable POSTGRES_HOSTNAME",
    });
    expect(inForce(SHEET, "POSTGRES_PASSWORD")).toMatchObject({ value: "(set)" });
    expect(inForce(SHEET, "POSTGRES_PORT")).toMatchObject({ value: "5432", origin: "default" });
    expect(inForce({}, "POSTGRES_HOSTNAME")).toMatchObject({ value: undefined, origin: "unset" });
    expect(inForce({ TOTP_MODE: "sha256" }, "PASSERELLE_TOTP_REQUIRED")).toMatchObject({
      value: "true",
      origin: "because of TOTP_MODE, as in Guacamole",
    });
  });

  test("no secret is told, neither in reports nor in faults", () => {
    const canary = "s3cret-canary";
    for (const { settings } of SUBJECTS) {
      for (const setting of Object.values(settings).filter(({ secret }) => secret)) {
        for (const name of setting.names) {
          const told = inspectConfiguration({ [name]: canary });
          expect(JSON.stringify([told.inForce, told.faults, told.configuration.notices])).not.toContain(canary);
        }
      }
    }
  });
});

describe("what has no meaning here", () => {
  test.each([
    [{ LDAP_HOSTNAME: "ldap", LDAP_PORT: "389" }, /^LDAP_HOSTNAME, LDAP_PORT: logging in by LDAP is not there yet/],
    [{ OPENID_CLIENT_ID: "x" }, /OpenID Connect/],
    [{ DUO_API_HOSTNAME: "x" }, /nobody is asked for it/],
    [{ MYSQL_HOSTNAME: "x" }, /this database is not used/],
    [{ POSTGRESQL_AUTO_CREATE_ACCOUNTS: "true" }, /another identity source/],
    [{ RECORDING_SEARCH_PATH: "/r" }, /recordings are not there yet/],
    [{ ALLOWED_LANGUAGES: "de" }, /French and English/],
    [{ EXTENSION_PRIORITY: "x" }, /one identity source only/],
    [{ POSTGRES_DB: "guacamole_db" }, /the database's own container/],
    [
      { TOTP_ISUER: "x", TOTP_ENABLED: "false" },
      /^TOTP_ISUER: it is unknown here; the nearest that is known is TOTP_ISSUER/,
    ],
    [{ REMOTE_IP_VALVE_INTERNAL_PROXIES: "10\\..*" }, /only with REMOTE_IP_VALVE_ENABLED=true/],
  ])("%j is named", (environment: Record<string, string>, line) => {
    expect(noticeLines(environment)).toEqual([expect.stringMatching(line)]);
  });

  test("what may change who gets in is serious", () => {
    const serious = readConfiguration({ SAML_IDP_URL: "x", GUACD_PORT: "4822" }).notices.filter((n) => n.serious);
    expect(serious).toMatchObject([{ names: ["SAML_IDP_URL"] }]);
  });

  test("what is switched off is not named, and neither is what is not Guacamole's", () => {
    expect(noticeLines({ LDAP_ENABLED: "false", LDAP_HOSTNAME: "x", PATH: "/bin", API_KEY: "x" })).toEqual([]);
  });

  test("every line of guacamole.properties is accounted for", () => {
    expect(noticeLines(home(["guacd-hostname: localhost", "enable-websocket: true"]))).toEqual([
      expect.stringContaining("guacd-hostname: Passerelle speaks RDP itself"),
      expect.stringContaining("enable-websocket: it is unknown here"),
    ]);
  });
});
