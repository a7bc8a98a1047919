import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";

/**
 * Installs what the lock file says, if packages are missing or older than it. `npm install`, because `npm ci` stops where a
 * package source has not the optional binaries of every platform.
 */
export function installPackages() {
  const marker = "node_modules/.package-lock.json";
  if (existsSync(marker) && statSync(marker).mtimeMs >= statSync("package-lock.json").mtimeMs) return;
  console.log("Installing the packages ...");
  const { status } = spawnSync("npm", ["install", "--no-save", "--no-audit", "--no-fund"], { stdio: "inherit" });
  if (status !== 0) {
    console.error("npm install failed: see its messages above. Passerelle needs the npm registry for its first start.");
    process.exit(status ?? 1);
  }
}
