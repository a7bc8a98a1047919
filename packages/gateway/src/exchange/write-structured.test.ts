import fc from "fast-check";
import { expect, test } from "vitest";
import { EMPTY_DOCUMENT } from "./document.ts";
import { readStructured } from "./read-structured.ts";
import { writeJson, writeYaml } from "./write-structured.ts";

const texts = fc.string({ unit: fc.constantFrom(...' \n\r\t:#-|>"%&*a\\0~é'), minLength: 1, maxLength: 100 });

test.each([
  ["YAML", writeYaml],
  ["JSON", writeJson],
] as const)("texts in %s are read as they were written", (_, write) => {
  fc.assert(
    fc.property(texts, (password) => {
      const desk = { line: 0, name: "desk", protocol: "rdp", parent: [], attributes: {}, users: [], groups: [] };
      const document = {
        ...EMPTY_DOCUMENT,
        connections: [{ ...desk, parameters: { password } }],
      };
      const { document: read, problems } = readStructured(write(document));
      expect(problems).toEqual([]);
      expect(read.connections[0]?.parameters).toEqual({ password });
    }),
    { numRuns: 500, examples: [[" \n"]] },
  );
});
