import { Store } from "../store.ts";

/** Something long on its way between the two clipboards. */
export interface Transfer {
  readonly id: number;
  readonly direction: "copy" | "paste";
  /** Of a file; absent for a format. */
  readonly name?: string;
  /** Bytes. */
  readonly done: number;
  /** Bytes; absent if nobody knows. */
  readonly total?: number;
  readonly cancel: () => void;
}

/** How far what is on its way has come. */
export class Transfers {
  readonly list = new Store<readonly Transfer[]>([]);
  #lastId = 0;

  /** Runs `work` and shows it meanwhile. */
  async run(
    about: Pick<Transfer, "direction" | "name" | "total">,
    work: (signal: AbortSignal, progress: (done: number, total?: number) => void) => Promise<void>,
  ): Promise<void> {
    const stop = new AbortController();
    const id = ++this.#lastId;
    this.list.value = [...this.list.value, { ...about, id, done: 0, cancel: () => stop.abort() }];
    const change = (part: Partial<Transfer>) => {
      this.list.value = this.list.value.map((transfer) => (transfer.id === id ? { ...transfer, ...part } : transfer));
    };
    try {
      await work(stop.signal, (done, total) => change(total === undefined ? { done } : { done, total }));
    } finally {
      this.list.value = this.list.value.filter((transfer) => transfer.id !== id);
    }
  }

  /** The desktop is left. */
  cancelAll(): void {
    for (const { cancel } of this.list.value) cancel();
  }
}
