import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseProperties } from "./properties.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** A text that somebody set. */
export interface Found {
  /** As the operator wrote it: `POSTGRES_PORT`, `postgresql-port`. */
  readonly name: string;
  readonly text: string;
  /** Where it is, for people. */
  readonly origin: string;
  /** Nobody wrote it: it follows from something else. */
  readonly implied?: true;
}

/** What one source sets, by the name that it has in the environment. */
export type Layer = ReadonlyMap<string, Found>;

const FILE_SUFFIX = "_FILE";
/** What Docker's links and Kubernetes' services put into the environment of their neighbours. */
const LINK_NAME = /_(SERVICE_(HOST|PORT)(_\w+)?|PORT_\d+_(TCP|UDP)(_(ADDR|PORT|PROTO))?)$/;
const LINK_PORT = /^(tcp|udp):\/\//;

function isServiceLink(name: string, text: string): boolean {
  return LINK_NAME.test(name) || (name.endsWith("_PORT") && LINK_PORT.test(text));
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The content of the file that `NAME_FILE` names, without the line end that editors put there. */
function readValueFile(name: string, path: string, faults: string[]): Found | undefined {
  try {
    return { name, text: readFileSync(path, "utf8").replace(/\r?\n$/, ""), origin: `file ${path} of ${name}` };
  } catch (error) {
    faults.push(`${name} names a file that cannot be read: ${reasonOf(error)}.`);
    return undefined;
  }
}

/**
 * The environment. `NAME_FILE` is read for every name of `known`, unless it is a setting itself.
 * @param faults gets a sentence for each file that cannot be read.
 */
export function environmentLayer(environment: Environment, known: ReadonlySet<string>, faults: string[]): Layer {
  const layer = new Map<string, Found>();
  for (const [name, text = ""] of Object.entries(environment)) {
    if (text === "" || isServiceLink(name, text)) {
      continue;
    }
    const base = name.slice(0, -FILE_SUFFIX.length);
    if (known.has(name) || !name.endsWith(FILE_SUFFIX) || !known.has(base)) {
      layer.set(name, { name, text, origin: `variable ${name}` });
    } else if ((environment[base] ?? "") !== "") {
      faults.push(`${base} and ${name} are both set; keep one of them.`);
    } else {
      const found = readValueFile(name, text, faults);
      if (found !== undefined && found.text !== "") {
        layer.set(base, found);
      }
    }
  }
  return layer;
}

const PROPERTIES_FILE = "guacamole.properties";
const USER_FILE = "user-mapping.xml";

/**
 * `guacamole.properties` in `home`, if there is one; `postgresql-port` there is what `POSTGRESQL_PORT` is in the environment.
 * @param faults gets a sentence if it cannot be read.
 */
export function propertiesLayer(home: string, faults: string[]): Layer {
  const path = join(home, PROPERTIES_FILE);
  if (!existsSync(path)) {
    return new Map();
  }
  try {
    const entries = parseProperties(readFileSync(path, "utf8")).filter(({ value }) => value !== "");
    return new Map(
      entries.map(({ name, value, line }) => [
        name.replaceAll("-", "_").toUpperCase(),
        { name, text: value, origin: `${PROPERTIES_FILE} line ${line}` },
      ]),
    );
  } catch (error) {
    faults.push(`${path} cannot be read: ${reasonOf(error)}.`);
    return new Map();
  }
}

/** What lies in `home` and changes what Guacamole does, for it uses whatever is there: extensions, and a file of users. */
export function filesIn(home: string): string[] {
  const users = existsSync(join(home, USER_FILE)) ? [USER_FILE] : [];
  try {
    const extensions = readdirSync(join(home, "extensions")).filter((name) => name.endsWith(".jar"));
    return [...users, ...extensions.map((name) => `extensions/${name}`)];
  } catch {
    return users;
  }
}
