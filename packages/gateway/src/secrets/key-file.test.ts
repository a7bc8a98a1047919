import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { KeyFile } from "./key-file.ts";
import { randomSecretKey } from "./secret-key.ts";

const [one, two] = [randomSecretKey(), randomSecretKey()];

describe("the key file", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "passerelle-key-"));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  test("is made for its owner only, and read back", () => {
    const file = join(folder, "deep", "secret.key");
    new KeyFile(file).create([one, two]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(new KeyFile(file).read()).toEqual([one, two]);
    expect(readdirSync(join(folder, "deep"))).toEqual(["secret.key"]);
  });

  test("is never overwritten when it is made", () => {
    const file = join(folder, "secret.key");
    new KeyFile(file).create([one]);
    const before = readFileSync(file, "utf8");
    expect(() => new KeyFile(file).create([two])).toThrow("EEXIST");
    expect(readFileSync(file, "utf8")).toBe(before);
    expect(readdirSync(folder)).toEqual(["secret.key"]);
  });

  test("shows at once what another process has replaced it with, and what it was when it is gone", () => {
    const file = join(folder, "secret.key");
    new KeyFile(file).create([one]);
    const reader = new KeyFile(file);
    expect(reader.current()).toEqual([one]);
    new KeyFile(file).replace([two, one]);
    expect(reader.current()).toEqual([two, one]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    rmSync(file);
    expect(reader.current()).toEqual([two, one]);
  });

  test("is said to be missing, damaged, or not to be written", () => {
    const missing = new KeyFile(join(folder, "none"));
    expect(missing.read()).toBeUndefined();
    expect(() => missing.current()).toThrow("is missing");
    const file = join(folder, "secret.key");
    writeFileSync(file, "passerelle-key-1 c2hvcnQ=\n");
    expect(() => new KeyFile(file).read()).toThrow("damaged");
    expect(() => new KeyFile(join(folder, "no folder", "key")).replace([one])).toThrow("cannot be written");
  });
});
