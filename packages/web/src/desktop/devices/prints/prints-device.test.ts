import { DeviceDown, encodeJson, type PrintJob } from "@passerelle/tunnel";
import { beforeEach, expect, test, vi } from "vitest";
import { doWithPrint } from "./print-actions.ts";
import { PrintsDevice } from "./prints-device.ts";

vi.mock("./print-actions.ts", () => ({ doWithPrint: vi.fn() }));

const act = vi.mocked(doWithPrint);
const kept = new Map<string, string>();
vi.stubGlobal("localStorage", {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => kept.set(key, value),
});

let prints: PrintsDevice;

beforeEach(() => {
  kept.clear();
  act.mockReset().mockResolvedValue(true);
  open();
});

/** A page comes, and has a line. */
function open(): void {
  prints = new PrintsDevice({ session: "s/1", address: "", headers: {}, send: () => {}, unsent: 0 });
  prints.lineOpened();
}

function tell(job: number, state: PrintJob["state"], more: Partial<PrintJob> = {}): void {
  prints.received(DeviceDown.PrintJob, encodeJson({ job, state, bytes: 1, created: 0, ...more }));
}

const noticed = () => prints.notices.value.map(({ job }) => job.job);

test("prints are listed, the newest first, until they are removed", () => {
  tell(1, "receiving");
  tell(2, "receiving");
  tell(1, "ready", { pages: 3 });
  expect(prints.jobs.value.map(({ job, state }) => [job, state])).toEqual([
    [2, "receiving"],
    [1, "ready"],
  ]);
  tell(1, "removed");
  expect(prints.jobs.value.map(({ job }) => job)).toEqual([2]);
  expect(noticed()).toEqual([]);
});

test("what becomes ready or fails is told once; what was there before is not", () => {
  tell(1, "ready");
  tell(2, "receiving");
  tell(2, "ready");
  tell(2, "ready", { name: "again" });
  tell(3, "receiving");
  tell(3, "failed", { problem: "cut-off" });
  expect(noticed()).toEqual([2, 3]);
  prints.dismiss(2);
  expect(noticed()).toEqual([3]);
});

test("what became ready while there was no line is told, and nothing twice", () => {
  tell(1, "receiving");
  tell(1, "ready");
  tell(2, "receiving");
  prints.lineClosed();
  prints.lineOpened();
  for (const job of [1, 2, 3]) tell(job, "ready");
  expect(noticed()).toEqual([1, 2, 3]);
});

test.each(["open", "download", "print"] as const)(
  "%s is done at once where it was chosen, also by later pages",
  (choice) => {
    prints.choose(choice);
    open();
    expect(prints.choice.value).toBe(choice);
    tell(1, "receiving");
    tell(1, "ready");
    expect(act.mock.calls).toEqual([[choice, "api/passerelle/sessions/s%2F1/prints/1"]]);
    expect(noticed()).toEqual([]);
  },
);

test("what the browser does not let happen is told", async () => {
  act.mockResolvedValue(false);
  prints.choose("open");
  tell(1, "receiving");
  tell(1, "ready");
  await vi.waitFor(() => expect(prints.notices.value).toMatchObject([{ job: { job: 1 }, refused: "open" }]));
});

test("a print that failed is told whatever was chosen", () => {
  prints.choose("download");
  tell(1, "receiving");
  tell(1, "failed", { problem: "too-long" });
  expect(noticed()).toEqual([1]);
  expect(act).not.toHaveBeenCalled();
});

test("a choice that no version knows is none", () => {
  kept.set("passerelle.print-choice", "fax");
  open();
  expect(prints.choice.value).toBe("ask");
});
