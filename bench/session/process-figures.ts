import { readFileSync } from "node:fs";

/** Ticks a second of the times in /proc: a constant of Linux's interface to programs. */
const TICKS = 100;

/** Seconds of processor time that a process with all its threads has used, in programs and in the kernel. */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / TICKS;
}

/** MiB of a process, where pages that several processes map are shared among them (PSS). */
export function proportionalMemory(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, "latin1");
  return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1]) / 1024;
}

/** Bytes that a process has written to files and sockets. */
export function bytesWritten(pid: number): number {
  return Number(/^wchar: (\d+)/m.exec(readFileSync(`/proc/${pid}/io`, "latin1"))?.[1]);
}

/** Seconds that all processors together have not been idle, since the machine was started. */
export function busySeconds(): number {
  const [user, nice, system, , , interrupts, softInterrupts] = (
    readFileSync("/proc/stat", "latin1").split("\n", 1)[0] as string
  )
    .split(/\s+/)
    .slice(1)
    .map(Number) as [number, number, number, number, number, number, number];
  return (user + nice + system + interrupts + softInterrupts) / TICKS;
}
