import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { SecretBox, SecretError } from "./secret-box.ts";
import { createSecretKey, readSecretKey, secretKey } from "./secret-key.ts";

const key = secretKey(new Uint8Array(32).fill(7));
const box = new SecretBox(key);

describe("the secret box", () => {
  test("opens what it sealed, any text", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.string(), (text, place) => {
        expect(box.open(box.seal(text, place), place)).toBe(text);
      }),
    );
  });

  test("seals the same text differently each time, and without showing it", () => {
    const [one, two] = [box.seal("Passw0rd", "a"), box.seal("Passw0rd", "a")];
    expect(one).not.toBe(two);
    expect(one).toMatch(/^passerelle:1:[0-9a-f]{12}:[\w-]+$/);
    expect(Buffer.from(one.split(":")[3], "base64url").toString("latin1")).not.toContain("Passw0rd");
  });

  test("does not open for another place", () => {
    expect(() => box.open(box.seal("x", "connection 1 password"), "connection 2 password")).toThrow(SecretError);
  });

  test("answers what Guacamole wrote as it is", () => {
    expect(box.open("plain:text", "a")).toBe("plain:text");
  });

  test("says which key is missing", () => {
    const other = new SecretBox(secretKey(new Uint8Array(32)));
    expect(() => other.open(box.seal("x", "a"), "a")).toThrow(key.id);
  });

  test("throws one error for anything that was changed", () => {
    const sealed = box.seal("some secret", "a");
    fc.assert(
      fc.property(fc.integer({ min: "passerelle:1:".length, max: sealed.length - 1 }), fc.string(), (cut, tail) => {
        const changed = sealed.slice(0, cut) + tail;
        fc.pre(changed !== sealed);
        try {
          // Base64 has several spellings of the last bits: what opens must be the text itself.
          expect(box.open(changed, "a")).toBe("some secret");
        } catch (error) {
          expect(error).toBeInstanceOf(SecretError);
        }
      }),
    );
  });
});

describe("the key file", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "passerelle-key-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test("is made for its owner only, and read back", () => {
    const file = join(folder, "deep", "secret.key");
    const made = createSecretKey(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readSecretKey(file)).toEqual(made);
  });

  test("is never overwritten", () => {
    const file = join(folder, "secret.key");
    createSecretKey(file);
    const before = readFileSync(file, "utf8");
    expect(() => createSecretKey(file)).toThrow("EEXIST");
    expect(readFileSync(file, "utf8")).toBe(before);
  });

  test("is said to be missing, or damaged", () => {
    expect(readSecretKey(join(folder, "none"))).toBeUndefined();
    const file = join(folder, "secret.key");
    writeFileSync(file, "passerelle-key-1 c2hvcnQ=\n");
    expect(() => readSecretKey(file)).toThrow("damaged");
  });
});
