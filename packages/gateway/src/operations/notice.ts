import { networkInterfaces } from "node:os";
import type { Logger } from "pino";
import type { FirstAdministrator } from "../accounts/first-administrator.ts";
import { type Notice, noticeLine } from "../configuration/without-meaning.ts";

/** Names the settings that do nothing here; those that may change who gets in as warnings. */
export function logNotices(notices: readonly Notice[], logger: Logger): void {
  for (const notice of notices) {
    logger[notice.serious ? "warn" : "info"](noticeLine(notice));
  }
}

/** `lines` in a frame, as wide as the widest. */
function box(lines: readonly string[]): string {
  const width = Math.max(...lines.map((line) => line.length));
  const edge = `+${"-".repeat(width + 4)}+`;
  return [edge, ...lines.map((line) => `|  ${line.padEnd(width)}  |`), edge].join("\n");
}

/** Where people reach a gateway that listens on `host`. */
function addressesOf(host: string, port: number): string[] {
  if (host !== "0.0.0.0" && host !== "::") {
    return [`http://${host.includes(":") ? `[${host}]` : host}:${port}/`];
  }
  const outer = Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter((address) => address.family === "IPv4" && !address.internal)
    .map((address) => `http://${address.address}:${port}/`);
  return [`http://127.0.0.1:${port}/`, ...outer];
}

/** What the person who started the gateway must know; the password is told this once. */
export function firstSteps(host: string, port: number, administrator: FirstAdministrator | undefined): string {
  const addresses = addressesOf(host, port).map((address) => `  ${address}`);
  const open = ["Passerelle is ready. Open", "", ...addresses];
  if (administrator === undefined) {
    return `\n${box(open)}\n`;
  }
  const { username, password } = administrator;
  const login =
    password === undefined
      ? [`and log in as ${username} with the password of PASSERELLE_ADMIN_PASSWORD.`]
      : [
          "and log in as",
          "",
          `  user name  ${username}`,
          `  password   ${password}`,
          "",
          "The password is shown only now; you choose your own at the first login.",
        ];
  return `\n${box([...open, "", ...login])}\n`;
}
