import type { ChildProcess } from "node:child_process";
import { existsSync, rmSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Picture } from "../pictures/picture.ts";
import { decodeXwd, encodeXwd } from "../pictures/xwd.ts";
import type { DebianRoot } from "./debian-root.ts";
import { until } from "./ports.ts";

/** An X display inside a Debian root, and the programs that the tests run on it. */
export class XDisplay {
  readonly root: DebianRoot;
  readonly number: number;
  readonly #user: string;
  readonly #programs: ChildProcess[] = [];
  readonly #files: string[] = [];

  constructor(root: DebianRoot, number: number, user = "root") {
    this.root = root;
    this.number = number;
    this.#user = user;
  }

  /** Starts Xvfb with one screen of 24 bit depth. It must not begin anew, and hang up on others, whenever its last client leaves. */
  static async virtual(root: DebianRoot, number: number, width: number, height: number): Promise<XDisplay> {
    const display = new XDisplay(root, number);
    await display.forgetLock();
    const server = root.start([
      "Xvfb",
      `:${number}`,
      "-screen",
      "0",
      `${width}x${height}x24`,
      "-nolisten",
      "tcp",
      "-ac",
      "-noreset",
    ]);
    display.#programs.push(server);
    await display.untilReady();
    return display;
  }

  get environment(): Record<string, string> {
    return { DISPLAY: `:${this.number}` };
  }

  /** A server that was killed leaves these behind, and the next one of its number would not start. */
  async forgetLock(): Promise<void> {
    for (const name of [`tmp/.X${this.number}-lock`, `tmp/.X11-unix/X${this.number}`]) {
      await rm(join(this.root.path, name), { force: true });
    }
  }

  /** Waits until the X server takes connections. */
  async untilReady(): Promise<void> {
    await until(`display :${this.number} answers`, () =>
      this.run(["xset", "q"]).then(
        () => true,
        () => false,
      ),
    );
  }

  /** Starts a program that runs until `stop`. */
  start(command: readonly string[]): ChildProcess {
    const program = this.root.start(command, this.environment, this.#user);
    this.#programs.push(program);
    return program;
  }

  run(command: readonly string[]): Promise<Buffer> {
    return this.root.run(command, this.environment, this.#user);
  }

  /** What the screen holds now. The pointer is not part of it. */
  async screenshot(): Promise<Picture> {
    return decodeXwd(await this.run(["xwd", "-root", "-silent"]));
  }

  /** Shows a picture in an undecorated window at a position; it stays until the program that is returned is killed. */
  async show(picture: Picture, x: number, y: number): Promise<ChildProcess> {
    const name = `/tmp/picture-${this.number}-${this.#programs.length}.xwd`;
    await this.root.write(name, encodeXwd(picture));
    this.#files.push(name);
    return this.start(["xwud", "-in", name, "-geometry", `+${x}+${y}`, "-noclick"]);
  }

  /** Starts xev in a window and answers a reader of the events it has seen so far. */
  async watchEvents(geometry: string): Promise<() => Promise<string>> {
    const name = `/tmp/events-${this.number}-${this.#programs.length}.txt`;
    await rm(join(this.root.path, name), { force: true });
    this.start(["sh", "-c", `exec stdbuf -oL xev -geometry ${geometry} > ${name}`]);
    const read = async () =>
      existsSync(join(this.root.path, name)) ? readFile(join(this.root.path, name), "utf8") : "";
    await until("xev shows its window", async () => (await read()).includes("MapNotify"));
    return read;
  }

  stop(): void {
    for (const program of this.#programs.reverse()) program.kill("SIGKILL");
    for (const name of this.#files) rmSync(join(this.root.path, name), { force: true });
  }
}
