import { type ChildProcess, execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { oneAtATime } from "./one-at-a-time.ts";

const run = promisify(execFile);

interface Recipe {
  readonly suite: string;
  readonly packages: readonly string[];
  /** Changed when the packages or the set-up do, so that an older root is made anew. */
  readonly revision: number;
}

/** What tests/oracle builds its program with. */
const ORACLE_PACKAGES = ["gcc", "libc6-dev", "freerdp2-dev"];
const X_PROGRAMS = ["xterm", "x11-utils", "x11-apps", "x11-xserver-utils", "xdotool", "fonts-dejavu-core"];

/** The Debian releases whose RDP servers the tests talk to. */
export const RECIPES = {
  bookworm: {
    suite: "bookworm",
    packages: [
      "freerdp2-shadow-x11",
      "winpr-utils",
      "xvfb",
      "xrdp",
      "xorgxrdp",
      "fuse3",
      "xclip",
      "mpv",
      "postgresql-15",
      "python3-psycopg2",
      ...ORACLE_PACKAGES,
      ...X_PROGRAMS,
    ],
    revision: 5,
  },
  trixie: {
    suite: "trixie",
    packages: ["freerdp3-shadow-x11", "winpr3-utils", "xvfb", "xrdp", "xorgxrdp", ...X_PROGRAMS],
    revision: 2,
  },
} as const satisfies Record<string, Recipe>;

/** The account inside each root that logs in to xrdp and owns the X programs. */
export const TEST_USER = "tester";
export const TEST_PASSWORD = "Tester-Secret-1";

/**
 * A Debian system in a folder of its own, made once by debootstrap and kept in the user's cache.
 * Programs in it share the machine's network and nothing else; they end with the process that started them.
 */
export class DebianRoot {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /** The root of a recipe; made now if it is not there, by one process while others wait. Needs root rights and the package debootstrap. */
  static async open(name: keyof typeof RECIPES): Promise<DebianRoot> {
    const recipe: Recipe = RECIPES[name];
    const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "passerelle");
    const path = join(cache, `${recipe.suite}-${recipe.revision}`);
    if (!existsSync(path)) {
      await mkdir(cache, { recursive: true });
      await oneAtATime(`${path}.lock`, async () => {
        if (!existsSync(path)) await make(recipe, path);
      });
    }
    return new DebianRoot(path);
  }

  /** Starts a program inside; killing the process that is returned ends the program and all its children. */
  start(command: readonly string[], environment: Readonly<Record<string, string>> = {}, user = "root"): ChildProcess {
    const inside =
      user === "root" ? command : ["setpriv", `--reuid=${user}`, `--regid=${user}`, "--init-groups", ...command];
    const variables = {
      PATH: "/usr/sbin:/usr/bin:/sbin:/bin",
      HOME: user === "root" ? "/root" : `/home/${user}`,
      LC_ALL: "C.UTF-8",
      ...environment,
    };
    const assignments = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
    // The shell stays, as root: a process that changes its user is no longer killed with its parent.
    const script = 'mount -t proc proc "$1/proc"; mount --rbind /dev "$1/dev"; chroot "$@"; exit $?';
    const child = spawn(
      "unshare",
      [
        "--mount",
        "--pid",
        "--fork",
        "--kill-child",
        "sh",
        "-ec",
        script,
        "sh",
        this.path,
        "env",
        "-i",
        ...assignments,
        ...inside,
      ],
      { stdio: ["ignore", "pipe", "pipe"] },
    );
    // Nobody need read what it prints, and it must not wait for that.
    child.stdout.resume();
    child.stderr.resume();
    return child;
  }

  /** Runs a program inside to its end and answers what it printed; an exit code other than 0 is an error. */
  async run(
    command: readonly string[],
    environment: Readonly<Record<string, string>> = {},
    user = "root",
  ): Promise<Buffer> {
    const child = this.start(command, environment, user);
    const output: Buffer[] = [];
    let complaint = "";
    child.stdout?.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr?.on("data", (chunk: Buffer) => {
      complaint += chunk.toString();
    });
    const code = await new Promise<number | null>((resolve, reject) => {
      child.on("error", reject);
      child.on("close", resolve);
    });
    if (code !== 0) throw new Error(`${command.join(" ")} ended with ${code}: ${complaint.trim()}`);
    return Buffer.concat(output);
  }

  /** Writes a file inside. */
  async write(path: string, content: string | Uint8Array, mode = 0o644): Promise<void> {
    const outside = join(this.path, path);
    await mkdir(join(outside, ".."), { recursive: true });
    await writeFile(outside, content, { mode });
  }
}

/** Reads what a program prints, so that it never waits for a reader; answers a function that gives it as text. */
export function collectOutput(program: ChildProcess): () => string {
  let words = "";
  for (const stream of [program.stdout, program.stderr]) {
    stream?.on("data", (chunk: Buffer) => {
      words = (words + chunk.toString()).slice(-10_000);
    });
  }
  return () => words;
}

async function make(recipe: Recipe, path: string): Promise<void> {
  const unfinished = `${path}.unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  await run(
    "debootstrap",
    ["--variant=minbase", `--include=${recipe.packages.join(",")}`, recipe.suite, unfinished, await debianMirror()],
    { maxBuffer: 64 << 20 },
  );
  await run("chroot", [unfinished, "useradd", "--create-home", "--shell", "/bin/sh", TEST_USER]);
  const account = spawn("chroot", [unfinished, "chpasswd"], { stdio: ["pipe", "inherit", "inherit"] });
  account.stdin.end(`${TEST_USER}:${TEST_PASSWORD}\n`);
  await new Promise((resolve) => account.on("close", resolve));
  await rename(unfinished, path);
}

/** The package source that this machine is set up with. */
async function debianMirror(): Promise<string> {
  const { stdout } = await run("apt-get", ["indextargets", "--format", "$(REPO_URI)", "Created-By: Packages"]);
  const mirror = stdout.split("\n").find((line) => line && !line.includes("security"));
  if (!mirror) throw new Error("apt knows no package source: run apt-get update first");
  return mirror;
}
