import { Worker } from "node:worker_threads";

/**
 * Runs a module in a thread of its own, so that the sessions of others go on.
 * @param module posts one message, its answer, to its parent
 * @param mostTime milliseconds
 * @returns undefined when it failed or took too long.
 */
export async function runInWorker<Answer>(
  module: URL,
  workerData: unknown,
  mostTime: number,
): Promise<Answer | undefined> {
  const worker = new Worker(module, { workerData });
  const answered = Promise.withResolvers<Answer | undefined>();
  const giveUp = () => answered.resolve(undefined);
  const patience = setTimeout(giveUp, mostTime);
  worker.once("message", answered.resolve).once("error", giveUp).once("exit", giveUp);
  try {
    return await answered.promise;
  } finally {
    clearTimeout(patience);
    void worker.terminate();
  }
}
