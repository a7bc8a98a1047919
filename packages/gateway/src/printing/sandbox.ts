import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";

/** What a conversion may use up. */
export interface ConversionLimits {
  /** Bytes of address space. */
  readonly memory: number;
  /** Seconds of a processor. */
  readonly processorTime: number;
  /** Milliseconds, however little it works. */
  readonly time: number;
}

/** A program and what it is started with. */
export type Command = readonly [program: string, ...parameters: string[]];

/** Where Debian and others keep what Ghostscript reads. */
const READABLE = ["/usr", "/lib", "/lib64", "/bin", "/etc/ghostscript", "/etc/fonts", "/var/lib/ghostscript"];
/** Where the working folder stands for a program in bubblewrap. */
const INSIDE = "/work";
const PROBE_TIME = 10_000;
/** POSIX counts the size of files in these. */
const BLOCK = 512;

/** Sets limits for itself and all that it starts: KiB of memory, seconds of a processor, blocks of a file; then becomes the command. */
const WITH_LIMITS = 'ulimit -c 0; ulimit -v "$1"; ulimit -t "$2"; ulimit -f "$3"; shift 3; exec nice -n 19 "$@"';

/** The environment of a conversion. */
export function environmentOf(folder: string): NodeJS.ProcessEnv {
  return { PATH: "/usr/bin:/bin", TMPDIR: folder };
}

/** Looks for a program on the PATH. */
export async function findProgram(name: string): Promise<string | undefined> {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const file = join(folder, name);
    const isThere = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    );
    if (folder !== "" && isThere) return file;
  }
  return undefined;
}

/** @param fileSize bytes that each file which it writes may have */
export function withLimits(command: Command, { memory, processorTime }: ConversionLimits, fileSize: number): Command {
  const limits = [Math.ceil(memory / 1024), processorTime, Math.ceil(fileSize / BLOCK)].map(String);
  return ["/bin/sh", "-c", WITH_LIMITS, "sh", ...limits, ...command];
}

/** Shows a command nothing but programs, fonts and `folder`: no network, no other process, no other file. */
export function inBubblewrap(bubblewrap: string, folder: string, command: Command): Command {
  const readable = READABLE.flatMap((path) => ["--ro-bind-try", path, path]);
  const isolation = ["--unshare-all", "--die-with-parent", "--new-session", "--clearenv"];
  const files = [...readable, "--dev", "/dev", "--bind", folder, INSIDE, "--setenv", "TMPDIR", INSIDE];
  return [bubblewrap, ...isolation, ...files, "--chdir", INSIDE, "--", ...command];
}

/** Whether bubblewrap may do its work here: in a container it often may not. */
export async function isBubblewrapUsable(bubblewrap: string, folder: string, command: Command): Promise<boolean> {
  const [program, ...parameters] = inBubblewrap(bubblewrap, folder, command);
  return promisify(execFile)(program, parameters, { timeout: PROBE_TIME, env: environmentOf(folder) }).then(
    () => true,
    () => false,
  );
}
