import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

function isRunning(processId: number): boolean {
  if (processId === process.pid) {
    return false;
  }
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

function holder(file: string): number | undefined {
  try {
    const processId = Number(readFileSync(file, "utf8"));
    return Number.isInteger(processId) && processId > 0 && isRunning(processId) ? processId : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Keeps a second gateway out of `folder`, which would destroy the embedded database. A lock whose process is gone is taken over.
 * @returns the function that gives the folder free.
 */
export function lockFolder(folder: string): () => void {
  const file = join(folder, "gateway.pid");
  const other = holder(file);
  if (other !== undefined) {
    throw new Error(
      `The data folder ${folder} is in use by process ${other}; stop that gateway or choose another PASSERELLE_DATA_DIR.`,
    );
  }
  writeFileSync(file, String(process.pid));
  return () => rmSync(file, { force: true });
}
