// npm test: installs what the tests need, then runs all of them. Runs on Node 20; the tests themselves on the pinned Node.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, resolve } from "node:path";
import { installPackages } from "./npm-install.mjs";

const DEBIAN_PROGRAMS = {
  chromium: "/usr/bin/chromium",
  debootstrap: "/usr/sbin/debootstrap",
  ghostscript: "/usr/bin/gs",
  "poppler-utils": "/usr/bin/pdftotext",
  bubblewrap: "/usr/bin/bwrap",
};

installPackages();
installDebianPackages();
process.env.PATH = `${resolve("node_modules/.bin")}${delimiter}${process.env.PATH}`;
run("kernels", "npm", "run", "kernels");
run("checks", "npm", "run", "check");
run("unit tests", "node", "tests/with-postgres.ts", "vitest", "run");
run("page build", "npm", "run", "build", "-w", "packages/web");
run("end-to-end tests", "npm", "run", "end-to-end");
console.log("\nAll tests passed.");

function installDebianPackages() {
  const missing = Object.keys(DEBIAN_PROGRAMS).filter((name) => !existsSync(DEBIAN_PROGRAMS[name]));
  if (process.getuid?.() !== 0) {
    console.error("The end-to-end tests start real RDP servers in Debian roots: run npm test as root.");
    process.exit(1);
  }
  if (missing.length === 0) return;
  process.env.DEBIAN_FRONTEND = "noninteractive";
  run("Debian package lists", "apt-get", "update", "-q");
  run(`Debian packages ${missing.join(", ")}`, "apt-get", "install", "-qy", "--no-install-recommends", ...missing);
}

function run(what, command, ...parameters) {
  console.log(`\n== ${what}`);
  const started = Date.now();
  const { status } = spawnSync(command, parameters, { stdio: "inherit" });
  if (status !== 0) {
    console.error(`\nFailed: ${what} (${command} ${parameters.join(" ")})`);
    process.exit(status ?? 1);
  }
  console.log(`== ${what}: ${Math.round((Date.now() - started) / 1000)} s`);
}
