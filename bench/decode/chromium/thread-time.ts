import { readdirSync, readFileSync } from "node:fs";

/** What Linux calls the thread of a worker. */
const WORKER = "DedicatedWorker";

/** Milliseconds of processor time of all workers of a browser. Exact while they wait. */
export function workerTime(browser: number): number {
  let nanoseconds = 0;
  for (const process of descendants(browser)) {
    for (const thread of list(`/proc/${process}/task`)) {
      const folder = `/proc/${process}/task/${thread}`;
      if (!read(`${folder}/comm`).startsWith(WORKER)) continue;
      nanoseconds += Number(read(`${folder}/schedstat`).split(" ")[0]);
    }
  }
  return nanoseconds / 1e6;
}

function descendants(root: number): number[] {
  const parents = new Map<number, number>();
  for (const entry of list("/proc")) {
    if (!/^\d+$/.test(entry)) continue;
    // The name, in parentheses, may hold anything.
    const parent = Number(/^.*\) \S (\d+)/s.exec(read(`/proc/${entry}/stat`))?.[1]);
    parents.set(Number(entry), parent);
  }
  const found = [root];
  for (const process of found) {
    for (const [child, parent] of parents) if (parent === process) found.push(child);
  }
  return found;
}

/** Processes and threads may end while they are looked at. */
function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

function list(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}
