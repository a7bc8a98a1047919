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

/** When a process started, as Linux tells it (proc_pid_stat(5), field 22); empty elsewhere. */
function startOf(processId: number): string {
  try {
    const afterName = readFileSync(`/proc/${processId}/stat`, "utf8").split(") ").at(-1);
    return afterName?.split(" ")[19] ?? "";
  } catch {
    return "";
  }
}

/** The process of a lock. Its number alone is not enough: in a container that starts again another process soon has it. */
function holder(file: string): number | undefined {
  try {
    const [number, start] = readFileSync(file, "utf8").split(" ");
    const processId = Number(number);
    const isHeld = Number.isInteger(processId) && processId > 0 && isRunning(processId);
    return isHeld && startOf(processId) === start ? processId : undefined;
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
  writeFileSync(file, `${process.pid} ${startOf(process.pid)}`);
  return () => rmSync(file, { force: true });
}
