/** Milliseconds between two attempts, doubled from the first to the last. */
const FIRST_RETRY = 500;
const LAST_RETRY = 30_000;

/** Does what must be done in the end, again and again while the database is away. @param failed is told of each error */
export async function untilDone(work: () => Promise<void>, failed: (error: unknown) => void): Promise<void> {
  for (let delay = FIRST_RETRY; ; delay = Math.min(delay * 2, LAST_RETRY)) {
    try {
      return await work();
    } catch (error) {
      failed(error);
      await new Promise((resolve) => setTimeout(resolve, delay));
    }
  }
}
