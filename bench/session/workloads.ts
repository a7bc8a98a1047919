import { type ChildProcess, execFile } from "node:child_process";
import { cpSync, existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { DebianRoot } from "../../tests/servers/debian-root.ts";

const SOURCES = fileURLToPath(new URL("../workloads", import.meta.url));
const FOLDER = "/opt/passerelle-bench";
/** What `prepare.sh` makes. */
const PREPARED = ["flip", "scroll", "page.ppm", "clip.mp4"];

/** A desktop activity, and the seconds of one whole loop of it. */
export interface Activity {
  readonly name: "idle" | "office" | "scroll" | "video";
  readonly script: string;
  readonly seconds: number;
}

/** The one with the most to do. */
export const BREAK_IN_ACTIVITY: Activity = { name: "scroll", script: "w2-scroll.sh", seconds: 21 };
export const ACTIVITIES: readonly Activity[] = [
  { name: "idle", script: "w0-idle.sh", seconds: 20 },
  { name: "office", script: "w1-office.sh", seconds: 22 },
  BREAK_IN_ACTIVITY,
  { name: "video", script: "w3-video.sh", seconds: 20 },
];

/** The programs that draw. They live in the root of Debian 12, and reach the displays of other roots by their socket. */
export class Workloads {
  readonly #root: DebianRoot;

  private constructor(root: DebianRoot) {
    this.#root = root;
  }

  /** Builds what is not there yet, with gcc, libx11-dev, imagemagick and ffmpeg of this machine. */
  static async prepare(): Promise<Workloads> {
    const root = await DebianRoot.open("bookworm");
    const folder = join(root.path, FOLDER);
    if (!PREPARED.every((name) => existsSync(join(folder, name)))) {
      await promisify(execFile)("bash", [join(SOURCES, "prepare.sh")], {
        env: { ...process.env, BENCH_TMP: folder },
      }).catch((error: Error) => {
        throw new Error(`The workloads could not be built; they need
  apt-get install gcc libc6-dev libx11-dev imagemagick ffmpeg perl fonts-dejavu
${error.message}`);
      });
    }
    cpSync(SOURCES, folder, { recursive: true });
    return new Workloads(root);
  }

  /** Starts an activity on a display; it runs until the process that is returned is killed. */
  start(activity: Activity, display: number): ChildProcess {
    return this.#start(["bash", `${FOLDER}/${activity.script}`, "86400"], display);
  }

  /** A grey screen with a patch that changes its colour at each key press. */
  startFlip(display: number): ChildProcess {
    return this.#start([`${FOLDER}/flip`, "300", "300", "200", "200"], display);
  }

  #start(command: readonly string[], display: number): ChildProcess {
    const program = this.#root.start(command, { DISPLAY: `:${display}`, BENCH_TMP: FOLDER });
    program.stdout?.resume();
    program.stderr?.resume();
    return program;
  }
}
