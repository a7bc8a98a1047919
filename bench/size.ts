import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";

/** Builds the page, which prints what a browser loads to show a desktop and fails over packages/web/size-budget.json. */
export async function benchSize(): Promise<void> {
  const project = resolve(import.meta.dirname, "..");
  const build = spawn("npm", ["run", "build", "-w", "packages/web"], { cwd: project, stdio: "inherit" });
  const [code] = await once(build, "exit");
  process.exitCode = code ?? 1;
}
