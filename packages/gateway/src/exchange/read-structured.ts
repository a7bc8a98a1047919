import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from "yaml";
import type { ObjectPermission, SystemPermission } from "../database/tables.ts";
import {
  EMPTY_DOCUMENT,
  type ExchangeDocument,
  type ExchangeGrant,
  type ExchangePermissions,
  type ExchangeProblem,
  NO_PERMISSIONS,
  type ReadResult,
  type Values,
} from "./document.ts";
import { parsePath } from "./path.ts";
import { isTooMuch } from "./yaml-expansion.ts";

/** The key that takes over what other mappings have, as often as it is there. */
const MERGE = "<<";

/** A mapping whose keys cannot be mistaken for what every object has. */
type Mapping = ReadonlyMap<string, unknown>;

const SECTIONS = ["connectionGroups", "connections", "sharingProfiles", "userGroups", "users"] as const;
type Section = (typeof SECTIONS)[number];

const OBJECT_PERMISSIONS: readonly string[] = ["READ", "UPDATE", "DELETE", "ADMINISTER"] satisfies ObjectPermission[];
const SYSTEM_PERMISSIONS: readonly string[] = [
  ...["CREATE_CONNECTION", "CREATE_CONNECTION_GROUP", "CREATE_SHARING_PROFILE", "CREATE_USER", "CREATE_USER_GROUP"],
  ...["AUDIT", "ADMINISTER"],
] satisfies (string | SystemPermission)[];

/** Reads the fields of one entry, and notes what is wrong with them. */
class Entry {
  readonly line: number;
  readonly #fields: Mapping;
  readonly #problems: ExchangeProblem[];

  constructor(line: number, fields: Mapping, problems: ExchangeProblem[]) {
    this.line = line;
    this.#fields = fields;
    this.#problems = problems;
  }

  #complain(field: string, message: string): void {
    this.#problems.push({ line: this.line, field, message });
  }

  /** Fields other than these are a mistake. */
  only(...known: readonly string[]): void {
    for (const field of this.#fields.keys()) {
      if (!known.includes(field)) {
        this.#complain(String(field), `The field "${field}" is not known; there are ${known.join(", ")}.`);
      }
    }
  }

  has(field: string): boolean {
    return (this.#fields.get(field) ?? null) !== null;
  }

  text(field: string): string {
    const value = this.#fields.get(field) ?? "";
    if (typeof value === "object") {
      this.#complain(field, `"${field}" must be a text.`);
      return "";
    }
    return String(value);
  }

  flag(field: string): boolean {
    const text = this.text(field);
    if (!["", "true", "false"].includes(text)) {
      this.#complain(field, `"${field}" must be true or false.`);
    }
    return text === "true";
  }

  choice<Choice extends string>(field: string, choices: readonly Choice[], fallback: Choice): Choice {
    const text = this.text(field);
    const found = choices.find((choice) => choice === text);
    if (found === undefined && text !== "") {
      this.#complain(field, `"${field}" must be one of ${choices.join(", ")}.`);
    }
    return found ?? fallback;
  }

  texts(field: string): string[] {
    const value = this.#fields.get(field) ?? [];
    if (!Array.isArray(value) || value.some((item) => typeof item === "object")) {
      this.#complain(field, `"${field}" must be a list of texts.`);
      return [];
    }
    return value.map(String);
  }

  values(field: string): Values {
    const value = this.#fields.get(field) ?? new Map();
    if (!(value instanceof Map) || [...value.values()].some((item) => typeof item === "object" && item !== null)) {
      this.#complain(field, `"${field}" must be a mapping of names to texts.`);
      return {};
    }
    return Object.fromEntries(
      [...value].map(([name, item]) => [String(name), String(item ?? "")]).filter(([, text]) => text !== ""),
    );
  }

  entry(field: string): Entry {
    const value = this.#fields.get(field) ?? new Map();
    if (!(value instanceof Map)) {
      this.#complain(field, `"${field}" must be a mapping.`);
    }
    return new Entry(this.line, value instanceof Map ? value : new Map(), this.#problems);
  }

  /** A mapping of names or paths to lists of permissions. */
  grants<Target>(field: string, targetOf: (key: string) => Target): ExchangeGrant<Target>[] {
    const listed = this.entry(field);
    return [...listed.#fields.keys()].map((key) => ({
      target: targetOf(key),
      permissions: listed.permissions(key, OBJECT_PERMISSIONS) as ObjectPermission[],
    }));
  }

  permissions(field: string, known: readonly string[]): string[] {
    const named = this.texts(field);
    const wrong = named.find((permission) => !known.includes(permission));
    if (wrong !== undefined) {
      this.#complain(field, `There is no permission "${wrong}"; there are ${known.join(", ")}.`);
    }
    return named.filter((permission) => known.includes(permission));
  }
}

function connectionOf(entry: Entry): ExchangeDocument["connections"][number] {
  entry.only("name", "protocol", "group", "parentIdentifier", "parameters", "attributes", "users", "groups");
  return {
    line: entry.line,
    name: entry.text("name"),
    protocol: entry.text("protocol"),
    parent: entry.has("parentIdentifier")
      ? { identifier: entry.text("parentIdentifier") }
      : parsePath(entry.text("group")),
    parameters: entry.values("parameters"),
    attributes: entry.values("attributes"),
    users: entry.texts("users"),
    groups: entry.texts("groups"),
  };
}

function permissionsOf(entry: Entry): ExchangePermissions {
  if (!entry.has("permissions")) {
    return NO_PERMISSIONS;
  }
  const permissions = entry.entry("permissions");
  permissions.only("connections", "connectionGroups", "sharingProfiles", "users", "userGroups", "system");
  return {
    connections: permissions.grants("connections", parsePath),
    connectionGroups: permissions.grants("connectionGroups", parsePath),
    sharingProfiles: permissions.grants("sharingProfiles", parsePath),
    users: permissions.grants("users", String),
    userGroups: permissions.grants("userGroups", String),
    system: permissions.permissions("system", SYSTEM_PERMISSIONS) as SystemPermission[],
  };
}

function entityOf(entry: Entry): ExchangeDocument["userGroups"][number] {
  entry.only("name", "disabled", "attributes", "memberOf", "permissions");
  return {
    line: entry.line,
    name: entry.text("name"),
    disabled: entry.flag("disabled"),
    attributes: entry.values("attributes"),
    memberOf: entry.texts("memberOf"),
    permissions: permissionsOf(entry),
  };
}

const READERS = {
  connections: connectionOf,
  connectionGroups: (entry: Entry) => {
    entry.only("name", "group", "type", "attributes");
    return {
      line: entry.line,
      name: entry.text("name"),
      parent: parsePath(entry.text("group")),
      type: entry.choice("type", ["ORGANIZATIONAL", "BALANCING"], "ORGANIZATIONAL"),
      attributes: entry.values("attributes"),
    };
  },
  sharingProfiles: (entry: Entry) => {
    entry.only("name", "connection", "parameters");
    return {
      line: entry.line,
      name: entry.text("name"),
      connection: parsePath(entry.text("connection")),
      parameters: entry.values("parameters"),
    };
  },
  userGroups: entityOf,
  users: entityOf,
};

/** The values of a list, all at once: for each one anew, every alias would be looked for in the whole file. */
function valuesOf(file: Document, list: unknown, problems: ExchangeProblem[]): unknown[] {
  try {
    const values: unknown = isSeq(list) ? list.toJS(file, { mapAsMap: true, maxAliasCount: -1 }) : undefined;
    if (Array.isArray(values)) {
      return values;
    }
    problems.push({ line: 1, message: "The file must be a list of connections, or an object with such lists." });
  } catch (error) {
    // Thrown for aliases that name no anchor, or that take over what is no mapping.
    problems.push({ line: 0, message: `${error instanceof Error ? error.message : String(error)}.` });
  }
  return [];
}

/** The entries of a list in the file, with their lines. */
function entriesOf(file: Document, lines: LineCounter, list: unknown, problems: ExchangeProblem[]): Entry[] {
  const items = isSeq(list) ? list.items : [];
  return valuesOf(file, list, problems).flatMap((value, index) => {
    const { line } = lines.linePos((items[index] as Node).range?.[0] ?? 0);
    if (value instanceof Map) {
      return [new Entry(line, value, problems)];
    }
    problems.push({ line, message: "Each entry must be an object with fields." });
    return [];
  });
}

/** The lists of the file: Guacamole's is one of connections, ours has one of each kind. */
function listsOf(file: Document, problems: ExchangeProblem[]): Partial<Record<Section, unknown>> {
  const { contents } = file;
  if (!isMap(contents)) {
    return { connections: contents };
  }
  const lists: Partial<Record<Section, unknown>> = {};
  for (const { key, value } of contents.items) {
    const name = isScalar(key) ? String(key.value) : "";
    const section = SECTIONS.find((candidate) => candidate === name);
    if (section === undefined) {
      problems.push({ line: 1, field: name, message: `There is no list "${name}"; there are ${SECTIONS.join(", ")}.` });
    } else {
      lists[section] = value;
    }
  }
  return lists;
}

/** Keys that a mapping has twice. The library would compare each with each, which takes minutes in a file that is made so. */
function duplicateKeys(file: Document, lines: LineCounter): ExchangeProblem[] {
  const problems: ExchangeProblem[] = [];
  visit(file, {
    Map: (_, { items }) => {
      const seen = new Set<unknown>();
      for (const key of items.map((item) => item.key).filter(isScalar)) {
        if (seen.has(key.value) && key.source !== MERGE) {
          const field = String(key.value);
          problems.push({
            line: lines.linePos(key.range?.[0] ?? 0).line,
            field,
            message: `"${field}" is there twice.`,
          });
        }
        seen.add(key.value);
      }
    },
  });
  return problems;
}

/** Numbers become the text that was written: a password 0123 is not 123. */
function keepNumbers(file: Document): void {
  visit(file, {
    Scalar: (_, scalar) => {
      if (typeof scalar.value === "number" && scalar.source !== undefined) {
        scalar.value = scalar.source;
      }
    },
  });
}

/** Reads JSON, or YAML 1.2 (of which JSON is a part), in Guacamole's format or in that of our exports. */
export function readStructured(text: string): ReadResult {
  const lines = new LineCounter();
  const file = parseDocument(text, {
    version: "1.2",
    merge: true,
    uniqueKeys: false,
    lineCounter: lines,
    logLevel: "silent",
  });
  const faults = [...file.errors, ...file.warnings].map((fault) => ({
    line: fault.linePos?.[0].line ?? 0,
    message: `${fault.message.split(" at line")[0]}.`,
  }));
  const problems: ExchangeProblem[] = faults.length > 0 ? faults : duplicateKeys(file, lines);
  if (problems.length > 0) {
    return { document: EMPTY_DOCUMENT, problems };
  }
  if (isTooMuch(file)) {
    return {
      document: EMPTY_DOCUMENT,
      problems: [{ line: 0, message: "The file is too large with what its aliases stand for." }],
    };
  }
  keepNumbers(file);
  const lists = listsOf(file, problems);
  const read = <Item>(section: Section, reader: (entry: Entry) => Item): Item[] =>
    lists[section] === undefined ? [] : entriesOf(file, lines, lists[section], problems).map(reader);
  const document = {
    connectionGroups: read("connectionGroups", READERS.connectionGroups),
    connections: read("connections", READERS.connections),
    sharingProfiles: read("sharingProfiles", READERS.sharingProfiles),
    userGroups: read("userGroups", READERS.userGroups),
    users: read("users", READERS.users),
  };
  return { document, problems };
}
