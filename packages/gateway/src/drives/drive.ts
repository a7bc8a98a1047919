import { closeSync, fstatSync } from "node:fs";
import type { DrivePlan } from "../devices/device-plan.ts";
import type { DeviceSettings } from "../devices/device-settings.ts";
import { openDriveFolder } from "./drive-folder.ts";
import { FolderVolume } from "./folder-volume.ts";
import { measureTree } from "./tree.ts";
import type { Receiving } from "./upload.ts";
import { Usage } from "./usage.ts";
import type { Volume } from "./volume.ts";

/** Times that a drive is counted again because something has changed meanwhile. */
const MOST_COUNTS = 3;

/** Those that are open, by device and number of their folder. */
const open = new Map<string, Drive>();

/** A folder of the gateway that sessions have as their drive: one object for all that have the same. */
export class Drive {
  readonly volume: Volume;
  /** Once `used` is known. */
  readonly counted: Promise<void>;
  readonly #key: string;
  readonly #root: number;
  readonly #folder: FolderVolume;
  readonly #usage: Usage;
  /** Uploads under way, by the paths of what has come. */
  readonly receiving = new Map<string, Receiving>();
  #users = 0;

  private constructor(key: string, root: number, { driveQuota: quota, driveFiles }: DeviceSettings) {
    this.#key = key;
    this.#root = root;
    this.#usage = new Usage(quota, driveFiles);
    this.#folder = new FolderVolume(root, this.#usage);
    this.volume = this.#folder;
    this.counted = this.count();
    if (quota > 0) this.#usage.counted = this.counted;
  }

  /** The drive of a connection; `release` follows. Throws DriveUnusable. */
  static open(plan: DrivePlan, settings: DeviceSettings): Drive {
    const root = openDriveFolder(plan, settings);
    const { dev, ino } = fstatSync(root, { bigint: true });
    const key = `${dev}:${ino}`;
    const known = open.get(key);
    if (known) closeSync(root);
    const drive = known ?? new Drive(key, root, settings);
    open.set(key, drive);
    drive.#users++;
    return drive;
  }

  /** All that are open. */
  static get all(): readonly Drive[] {
    return [...open.values()];
  }

  /** Bytes in use. */
  get used(): number {
    return this.#usage.used;
  }

  /** Bytes that it may hold; undefined: any number. */
  get quota(): number | undefined {
    return this.#usage.quota || undefined;
  }

  /** Resolves once `used` is true. */
  async count(): Promise<void> {
    for (let attempt = 0; attempt < MOST_COUNTS; attempt++) {
      const { version } = this.#usage;
      const contents = await measureTree(this.volume).catch(() => undefined);
      if (contents === undefined) return;
      this.#usage.set(contents);
      if (version === this.#usage.version) return;
    }
  }

  /** One more has it; `release` follows. */
  share(): void {
    this.#users++;
  }

  /** One less has it; the last one closes it. */
  release(): void {
    this.#users--;
    if (this.#users > 0) return;
    open.delete(this.#key);
    void this.#folder.close().then(() => closeSync(this.#root));
  }
}
