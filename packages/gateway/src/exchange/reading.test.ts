import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { csvRecord, defuse, undefuse } from "./csv-writer.ts";
import { fileText } from "./file-text.ts";
import { formatList, formatPath, parseList, parsePath } from "./path.ts";
import { readCsv } from "./read-csv.ts";
import { readStructured } from "./read-structured.ts";

/** The example of Guacamole's manual. */
const GUACAMOLE_CSV = `name,protocol,username,password,hostname,group,users,groups,guacd-encryption (attribute)
conn1,vnc,alice,pass1,conn1.web.com,ROOT,guac user 1;guac user 2,Connection 1 Users,none
conn2,rdp,bob,pass2,conn2.web.com,ROOT/Parent Group,guac user 1,,ssl
conn4,kubernetes,,,,,,,
`;

describe("CSV", () => {
  test("is read in Guacamole's format", () => {
    const { document, problems } = readCsv(GUACAMOLE_CSV);
    expect(problems).toEqual([]);
    expect(document.connections).toEqual([
      {
        ...{ line: 2, name: "conn1", protocol: "vnc", parent: [], attributes: { "guacd-encryption": "none" } },
        parameters: { username: "alice", password: "pass1", hostname: "conn1.web.com" },
        ...{ users: ["guac user 1", "guac user 2"], groups: ["Connection 1 Users"] },
      },
      expect.objectContaining({ line: 3, name: "conn2", parent: ["Parent Group"], users: ["guac user 1"], groups: [] }),
      {
        line: 4,
        name: "conn4",
        protocol: "kubernetes",
        parent: [],
        parameters: {},
        attributes: {},
        users: [],
        groups: [],
      },
    ]);
  });

  test.each([
    ["commas", ","],
    ["semicolons", ";"],
    ["tabs", "\t"],
  ])("may have %s, a byte order mark, CRLF, quotes and line ends in values", (_, delimiter) => {
    const rows = [
      ["name", "protocol", "hostname", "users", "initial-program"],
      ["a", "rdp", "h1", '"x;y\\;z"', '"first\r\nsecond, ""third"""'],
      ["b", "rdp", "h2", "", ""],
    ];
    const { document, problems } = readCsv(`\uFEFF${rows.map((row) => row.join(delimiter)).join("\r\n")}`);
    expect(problems).toEqual([]);
    expect(document.connections).toMatchObject([
      { line: 2, users: ["x", "y;z"], parameters: { "initial-program": 'first\r\nsecond, "third"' } },
      { line: 4, name: "b" },
    ]);
  });

  test.each([
    ["a column that is not known", "name,protocol,hots\na,rdp,x", 1, "hots"],
    ["a column twice", "name,protocol,hostname,hostname\n", 1, "hostname"],
    ["a column that is missing", "name,hostname\na,x", 1, "protocol"],
    ["nothing", "", 1, "name"],
    ["two ways to name the group", "name,protocol,group,parentIdentifier\n", 1, "parentIdentifier"],
    ["too many fields", "name,protocol\na,rdp\nb,rdp,x\n", 3, undefined],
    ["a quote that does not end", 'name,protocol\na,rdp\n"b,rdp\n', 3, undefined],
  ])("with %s is refused with its line", (_, text, line, field) => {
    const [problem] = readCsv(text).problems;
    expect(problem).toMatchObject({ line, message: expect.stringMatching(/\.$/) });
    expect(problem?.field).toBe(field);
  });

  test("takes suffixes, and names that every object has, as they are", () => {
    const { document } = readCsv("name,protocol,__proto__ (parameter),weight (attribute),x (parameter)\na,rdp,p,3,4\n");
    expect(Object.entries(document.connections[0]?.parameters ?? {})).toEqual([
      ["__proto__", "p"],
      ["x", "4"],
    ]);
    expect(document.connections[0]?.attributes).toEqual({ weight: "3" });
    expect(({} as Record<string, unknown>).p).toBeUndefined();
  });
});

describe("JSON and YAML", () => {
  const yaml = `---
  - name: conn1
    protocol: rdp
    parameters: &shared
      username: alice
      password: 0123
      port: 3389
      ignore-cert: true
      domain: ~
    group: ROOT/Parent Group
    users: [guac user 1, 7]
  - name: conn2
    protocol: rdp
    parameters: { <<: *shared, hostname: b }
`;

  test("are read in Guacamole's format, texts as they are written", () => {
    const { document, problems } = readStructured(yaml);
    expect(problems).toEqual([]);
    const parameters = { username: "alice", password: "0123", port: "3389", "ignore-cert": "true" };
    expect(document.connections).toMatchObject([
      { line: 2, name: "conn1", parent: ["Parent Group"], parameters, users: ["guac user 1", "7"] },
      { line: 12, name: "conn2", parent: [], parameters: { ...parameters, hostname: "b" } },
    ]);
    const json = '[\n\t{ "name": "a", "protocol": "rdp", "parentIdentifier": "7", "parameters": {"port": 3389} }\n]';
    expect(readStructured(json).document.connections).toMatchObject([
      { line: 2, parent: { identifier: "7" }, parameters: { port: "3389" } },
    ]);
  });

  test("are read in the format of our exports", () => {
    const { document, problems } = readStructured(`
      {"connectionGroups": [{"name": "G", "type": "BALANCING"}],
       "users": [{"name": "u", "disabled": true, "memberOf": ["g"], "permissions": {
          "connections": {"ROOT/G/a\\\\/b": ["READ", "UPDATE"]}, "system": ["CREATE_USER"]}}],
       "userGroups": [{"name": "g"}]}`);
    expect(problems).toEqual([]);
    expect(document.connectionGroups).toMatchObject([{ name: "G", parent: [], type: "BALANCING" }]);
    expect(document.users[0]).toMatchObject({ disabled: true, memberOf: ["g"] });
    expect(document.users[0]?.permissions).toMatchObject({
      connections: [{ target: ["G", "a/b"], permissions: ["READ", "UPDATE"] }],
      system: ["CREATE_USER"],
    });
  });

  test.each([
    ["a text", "hello", 1],
    ["nothing", "", 1],
    ["broken JSON", '[{"name": "a",]', 1],
    ["broken YAML", "- name: a\n  protocol: {", 2],
    ["a name twice", "- name: a\n  name: b", 2],
    ["a tag", '- name: !!js/function "x"', 1],
    ["an alias of nothing", "- *none", 0],
    ["an alias within itself", "- &a {<<: *a, name: a}", 0],
    ["a merge of a text", "- {<<: text, name: a}", 0],
    ["an ordered mapping", "connections: !!omap\n  - a: b", 1],
    ["entries that are none", "- 1\n- name: a", 1],
    ["a field that is not known", "- name: a\n  protocol: rdp\n- name: b\n  hostname: x", 3],
    ["a list that is none", "- name: a\n  users: b", 1],
    ["parameters in parameters", "- name: a\n  parameters: {b: {c: d}}", 1],
    ["a list that is not known", "{desktops: []}", 1],
    ["a permission that is not known", "users: [{name: a, permissions: {system: [FLY]}}]", 1],
    ["a flag that is none", "users: [{name: a, disabled: perhaps}]", 1],
    ["brackets without end", "[".repeat(100_000), 1],
  ])("with %s are refused with the line", (_, text, line) => {
    const { problems } = readStructured(text);
    expect(problems[0]).toMatchObject({ line, message: expect.stringMatching(/\.$/) });
  });

  test("that multiply themselves are refused", () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) => `l${level + 1}: &l${level + 1} [${`*l${level},`.repeat(9)}]`,
    );
    const { problems } = readStructured(
      `connections:\n  - name: &l0 x\n${levels.map((line) => `    ${line}`).join("\n")}`,
    );
    expect(problems).toMatchObject([{ message: expect.stringContaining("alias") }]);
  });

  test("that multiply themselves by merging are refused", () => {
    const keys = Array.from({ length: 5000 }, (_, key) => `k${key}: v`);
    const { problems } = readStructured(`- &all {${keys.join(", ")}}\n${"- {<<: *all}\n".repeat(3000)}`);
    expect(problems).toMatchObject([{ message: expect.stringContaining("alias") }]);
  });

  test("with many keys, columns or aliases are read in a time that does not grow with their square", () => {
    const names = Array.from({ length: 100_000 }, (_, key) => `k${key}`);
    const { document } = readStructured(
      `- name: a\n  parameters:\n${names.map((name) => `    ${name}: v\n`).join("")}`,
    );
    expect(Object.keys(document.connections[0]?.parameters ?? {})).toHaveLength(names.length);
    expect(readCsv(`name,protocol,${names.map((name) => `${name} (parameter)`).join(",")}\n`).problems).toEqual([]);
    const aliases = names
      .slice(0, 2000)
      .map((name) => `- &${name} {name: a}\n- *${name}\n`)
      .join("");
    expect(readStructured(aliases).problems).toMatchObject([{ message: expect.stringContaining("alias") }]);
  });

  test("take over mappings as often as they like", () => {
    const { document, problems } = readStructured("- &a {name: a}\n- &b {protocol: rdp}\n- {<<: *a, <<: *b, group: g}");
    expect(problems).toEqual([]);
    expect(document.connections[2]).toMatchObject({ name: "a", protocol: "rdp", parent: ["g"] });
  });

  test("keep names that every object has to themselves", () => {
    const { document } = readStructured(
      '[{"name":"a","protocol":"rdp","parameters":{"__proto__":"x","constructor":"y"}}]',
    );
    expect(Object.entries(document.connections[0]?.parameters ?? {})).toEqual([
      ["__proto__", "x"],
      ["constructor", "y"],
    ]);
  });

  test("end in a result whatever the text is", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: "binary" }),
          fc.json(),
          fc.string({ unit: fc.constantFrom(..."-:&*![]{}\n \"'a<|>#") }),
        ),
        (text) => {
          expect(readStructured(text)).toHaveProperty("problems");
          expect(readCsv(text)).toHaveProperty("problems");
        },
      ),
    );
  });
});

describe("texts of files", () => {
  test("are UTF-8, or the UTF-16 of spreadsheets", () => {
    expect(fileText(Buffer.from("é\uFEFF"))).toBe("é\uFEFF");
    expect(fileText(Buffer.from("\uFEFFname", "utf16le"))).toBe("name");
  });

  test("in another encoding are refused with the line", () => {
    const bytes = Buffer.from("name\nElo\u00efse;caf\u00e9\n", "latin1");
    expect(() => fileText(bytes)).toThrow('line 2: "Eloïse;café"');
    expect(() => fileText(Buffer.from("a\nb\0"))).toThrow("Line 2");
  });
});

test("paths, lists and defused texts are read as they were written", () => {
  const name = fc.string({ minLength: 1, unit: fc.constantFrom("a", "/", "\\", ";", "é", "'", "=", "-") });
  fc.assert(
    fc.property(fc.array(name), (names) => {
      expect(parsePath(formatPath(names))).toEqual(names);
      expect(parseList(formatList(names))).toEqual(names);
      expect(names.map(defuse).map(undefuse)).toEqual(names);
      expect(names.map(defuse).filter((text) => /^[=+\-@]/.test(text))).toEqual([]);
    }),
  );
  expect(parsePath("ROOT\\x/DOMAIN\\group")).toEqual(["ROOT\\x", "DOMAIN\\group"]);
});

test("records are read as they were written", () => {
  const cell = fc.string({ unit: fc.constantFrom("a", '"', ",", ";", "\n", "\r", "=", "'", " ") });
  fc.assert(
    fc.property(fc.array(fc.tuple(cell, cell), { minLength: 1 }), fc.constantFrom(",", ";"), (rows, delimiter) => {
      const header = csvRecord(["name", "protocol", "hostname", "domain"], delimiter);
      const text = header + rows.map((row) => csvRecord(["n", "rdp", ...row], delimiter)).join("");
      const read = readCsv(text).document.connections.map(({ parameters }) => [
        parameters.hostname ?? "",
        parameters.domain ?? "",
      ]);
      expect(read).toEqual(rows);
    }),
  );
});
