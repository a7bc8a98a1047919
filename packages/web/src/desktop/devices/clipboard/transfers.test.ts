import { expect, test } from "vitest";
import { Transfers } from "./transfers.ts";

test("a transfer is listed with its progress while it runs", async () => {
  const transfers = new Transfers();
  const end = Promise.withResolvers<void>();
  const run = transfers.run({ direction: "copy" }, async (_signal, progress) => {
    progress(5, 10);
    await end.promise;
  });
  expect(transfers.list.value).toMatchObject([{ direction: "copy", done: 5, total: 10 }]);
  end.resolve();
  await run;
  expect(transfers.list.value).toEqual([]);
});

test("a transfer that is cancelled hears of it, fails and is listed no more; others go on", async () => {
  const transfers = new Transfers();
  const forever = (signal: AbortSignal) =>
    new Promise<void>((_resolve, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  const first = transfers.run({ direction: "paste", name: "a" }, forever);
  const second = transfers.run({ direction: "paste", name: "b" }, forever);
  transfers.list.value[0]?.cancel();
  await expect(first).rejects.toThrow("aborted");
  expect(transfers.list.value.map(({ name }) => name)).toEqual(["b"]);
  transfers.cancelAll();
  await expect(second).rejects.toThrow("aborted");
});
