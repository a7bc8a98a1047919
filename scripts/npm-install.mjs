import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";

/** Runs `npm ci` if the installed packages are missing or older than the lock file. */
export function installPackages() {
  const marker = "node_modules/.package-lock.json";
  if (existsSync(marker) && statSync(marker).mtimeMs >= statSync("package-lock.json").mtimeMs) return;
  console.log("Installing the packages ...");
  const { status } = spawnSync("npm", ["ci", "--no-audit", "--no-fund"], { stdio: "inherit" });
  if (status !== 0) {
    console.error("npm ci failed: see its messages above. Passerelle needs the npm registry for its first start.");
    process.exit(status ?? 1);
  }
}
