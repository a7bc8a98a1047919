import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { SecretBox, SecretError } from "./secret-box.ts";
import { formatSecretKeys, parseSecretKeys, randomSecretKey, type SecretKey, secretKey } from "./secret-key.ts";

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

  test("seals with the first key, opens with all, and follows a rotation", () => {
    let keys: readonly SecretKey[] = [key];
    const rotating = new SecretBox(() => keys);
    const before = rotating.seal("x", "a");
    keys = [randomSecretKey(), key];
    expect(rotating.open(before, "a")).toBe("x");
    const after = rotating.seal("x", "a");
    expect(after.startsWith(rotating.prefix)).toBe(true);
    expect(() => box.open(after, "a")).toThrow(keys[0].id);
  });

  test("leaves readable what Guacamole must read, and nothing else", () => {
    const shared = new SecretBox(key, true);
    expect(shared.sealForGuacamole("x", "a")).toBe("x");
    expect(box.sealForGuacamole("x", "a")).toMatch(/^passerelle:/);
    expect(shared.seal("x", "a")).toMatch(/^passerelle:/);
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

describe("keys as text", () => {
  test("are read as they were written, the first one first", () => {
    const keys = [randomSecretKey(), randomSecretKey()];
    expect(parseSecretKeys(formatSecretKeys(keys))).toEqual(keys);
    const bare = keys.map(({ bytes }) => Buffer.from(bytes).toString("base64"));
    expect(parseSecretKeys(bare.join(","))).toEqual(keys);
    expect(parseSecretKeys(` ${bare.join("\n")}\n`)).toEqual(keys);
  });

  test.each(["", "c2hvcnQ=", "passerelle-key-1", `${"A".repeat(43)}=,x`])("are not %j", (text) => {
    expect(() => parseSecretKeys(text)).toThrow("base64 of 32 bytes");
  });
});
