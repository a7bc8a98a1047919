import { parseArgs } from "node:util";
import type { DisplayRequest } from "@passerelle/tunnel";

export const USAGE = `npm run headless -- --url http://127.0.0.1:8080 --user U --password P --connection NAME|ID
  [--size 1920x1080] [--seconds 30] [--type "text"] [--png out.png] [--json]

Opens a desktop through a gateway, decodes it, and prints figures.
  --seconds   how long to stay; without it, until the picture has been still for a second, five at most
  --type      text to type once the first picture is there
  --png       file for what the desktop shows at the end
  --json      figures as JSON
Exit codes: 0 done, 1 the desktop failed, 2 bad command line, 3 the gateway cannot be reached or refuses.
`;

/** The command line makes no sense; the message says where. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

export interface CommandLine {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly connection: string;
  readonly display: DisplayRequest;
  readonly seconds: number | undefined;
  readonly type: string | undefined;
  readonly png: string | undefined;
  readonly json: boolean;
}

/** Reads the arguments. Throws UsageError. */
export function parseCommandLine(args: readonly string[]): CommandLine {
  const values = valuesOf(args);
  const { url, user, password, connection } = values;
  if (!url || !URL.canParse(url)) throw new UsageError("--url is missing or no address");
  if (!user) throw new UsageError("--user is missing");
  if (password === undefined) throw new UsageError("--password is missing");
  if (!connection) throw new UsageError("--connection is missing");
  return {
    url,
    user,
    password,
    connection,
    display: sizeOf(values.size ?? "1920x1080"),
    seconds: values.seconds === undefined ? undefined : secondsOf(values.seconds),
    type: values.type,
    png: values.png,
    json: values.json ?? false,
  };
}

function valuesOf(args: readonly string[]) {
  const text = { type: "string" } as const;
  try {
    return parseArgs({
      args: [...args],
      options: {
        url: text,
        user: text,
        password: text,
        connection: text,
        size: text,
        seconds: text,
        type: text,
        png: text,
        json: { type: "boolean" },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function sizeOf(size: string): DisplayRequest {
  const match = /^(\d{3,4})x(\d{3,4})$/.exec(size);
  if (!match) throw new UsageError(`--size ${size} is not of the form 1920x1080`);
  return { width: Number(match[1]), height: Number(match[2]), scale: 100 };
}

function secondsOf(seconds: string): number {
  const value = Number(seconds);
  if (!(value >= 0 && value <= 86_400)) throw new UsageError(`--seconds ${seconds} is not a number up to 86400`);
  return value;
}
