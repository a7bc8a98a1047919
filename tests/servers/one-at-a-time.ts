import { spawn } from "node:child_process";
import { once } from "node:events";

/** Does a job while no other process of this machine does one with the same lock file. The lock goes with its process, however that ends. */
export async function oneAtATime(lockFile: string, job: () => Promise<void>): Promise<void> {
  const holder = spawn("flock", [lockFile, "sh", "-c", "echo locked; cat"], { stdio: ["pipe", "pipe", "inherit"] });
  const ended = once(holder, "close").then(() => {
    throw new Error(`${lockFile} cannot be locked`);
  });
  await Promise.race([once(holder.stdout, "data"), ended]);
  ended.catch(() => {});
  try {
    await job();
  } finally {
    holder.stdin.end();
  }
}
