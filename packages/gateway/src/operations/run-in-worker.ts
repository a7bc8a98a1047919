import { Worker } from "node:worker_threads";

/**
 * Runs a module in a thread of its own, so that the sessions of others go on.
 * @param module posts one message, its answer, to its parent
 * @param mostTime milliseconds
 * @throws Error when it failed, ended without an answer, or took too long.
 */
export async function runInWorker<Answer>(module: URL, workerData: unknown, mostTime: number): Promise<Answer> {
  const worker = new Worker(module, { workerData });
  const { promise, resolve, reject } = Promise.withResolvers<Answer>();
  const patience = setTimeout(() => reject(new Error(`it took longer than ${mostTime} ms`)), mostTime);
  worker.once("message", resolve).once("error", reject);
  worker.once("exit", (code) => reject(new Error(`its thread ended without an answer (${code})`)));
  try {
    return await promise;
  } finally {
    clearTimeout(patience);
    void worker.terminate();
  }
}
