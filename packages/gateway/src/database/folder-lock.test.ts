import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { lockFolder } from "./folder-lock.ts";

const MODULE = fileURLToPath(new URL("./folder-lock.ts", import.meta.url));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "passerelle-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a folder is locked while its process runs", async () => {
  const script = `import { lockFolder } from ${JSON.stringify(MODULE)};
    lockFolder(${JSON.stringify(folder)}); console.log("locked"); setInterval(() => {}, 1000);`;
  const other = spawn(process.execPath, ["--input-type=module", "--eval", script]);
  await once(other.stdout, "data");
  expect(() => lockFolder(folder)).toThrow(`in use by process ${other.pid}`);
  other.kill("SIGKILL");
  await once(other, "exit");
  lockFolder(folder)();
});

test("a lock whose process number another process has got is taken over", () => {
  writeFileSync(join(folder, "gateway.pid"), `${process.ppid} 1`);
  lockFolder(folder)();
});
