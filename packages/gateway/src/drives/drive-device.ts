import { DeviceDown, type DriveChanged, type DriveDelivered, type DriveState, encodeJson } from "@passerelle/tunnel";
import type { Device, DevicePage } from "../devices/device.ts";
import type { DrivePlan } from "../devices/device-plan.ts";
import type { DeviceSettings } from "../devices/device-settings.ts";
import type { SessionLogger } from "../sessions/session-logger.ts";
import { Drive } from "./drive.ts";
import { DriveUnusable } from "./drive-folder.ts";
import { splitPath } from "./names.ts";
import { isUnfinishedName } from "./unfinished.ts";

/** Milliseconds within which changes are told together. */
const TELL_EVERY = 500;
/** Folders that are told of at once; whoever sees so many change looks at all anyway. */
const MOST_FOLDERS = 200;
/** What the desktop puts there is delivered to the browser, as in Guacamole. */
const DELIVERED_FROM = "Download";

export interface DriveDeviceOptions {
  /** Undefined: the connection has none. */
  readonly plan: DrivePlan | undefined;
  readonly settings: DeviceSettings;
  readonly logger: SessionLogger;
}

/** The page's side of a session's drive; the desktop's side works on the same volume. */
export class DriveDevice implements Device {
  readonly plan: DrivePlan | undefined;
  /** Undefined: there is none, or it cannot be used. */
  readonly drive: Drive | undefined;
  readonly #settings: DeviceSettings;
  readonly #logger: SessionLogger;
  readonly #stopWatching: (() => void) | undefined;
  readonly #changedFolders = new Set<string>();
  #page: DevicePage | undefined;
  #isMounted = false;
  #timer: NodeJS.Timeout | undefined;

  constructor({ plan, settings, logger }: DriveDeviceOptions) {
    this.plan = plan;
    this.#settings = settings;
    this.#logger = logger;
    this.drive = plan && this.#open(plan);
    this.#stopWatching = this.drive?.volume.watch("", true, ({ path }) => this.#changed(splitPath(path).folder));
    void this.drive?.counted.then(() => this.#tellState());
    if (this.drive && plan?.download) void this.#makeDownloadFolder(this.drive);
  }

  /** The desktop has taken the drive, or has it no more. */
  mounted(isMounted: boolean): void {
    this.#isMounted = isMounted;
    this.#tellState();
  }

  /**
   * The desktop has closed a file that it has written, or moved one: is it in `Download`, the page fetches it. What a program is
   * still working on comes when it gets its name.
   */
  written(path: string, size: number): void {
    const { folder, name } = splitPath(path);
    if (!this.plan?.download || folder.toLowerCase() !== DELIVERED_FROM.toLowerCase()) return;
    if (isUnfinishedName(name)) return;
    const delivered: DriveDelivered = { path, size };
    this.#page?.send(DeviceDown.DriveDelivered, encodeJson(delivered));
  }

  connect(): readonly [] {
    return [];
  }

  attached(page: DevicePage): void {
    this.#page = page;
    this.#tellState();
  }

  detached(): void {
    this.#page = undefined;
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#page = undefined;
    this.#stopWatching?.();
    this.drive?.release();
  }

  #open(plan: DrivePlan): Drive | undefined {
    try {
      return Drive.open(plan, this.#settings);
    } catch (error) {
      if (!(error instanceof DriveUnusable)) throw error;
      this.#logger.error({ problem: error.message }, "the drive of this session cannot be used");
      return undefined;
    }
  }

  async #makeDownloadFolder({ volume }: Drive): Promise<void> {
    try {
      const folder = await volume.open(DELIVERED_FROM, { access: "read", create: "if-missing", kind: "folder" });
      await folder.close();
    } catch (error) {
      this.#logger.warn({ err: error }, `the folder ${DELIVERED_FROM} of this session's drive could not be made`);
    }
  }

  #changed(folder: string): void {
    if (this.#changedFolders.size < MOST_FOLDERS) this.#changedFolders.add(folder);
    this.#timer ??= setTimeout(() => this.#tellChanges(), TELL_EVERY);
  }

  #tellChanges(): void {
    this.#timer = undefined;
    const changed: DriveChanged = { folders: [...this.#changedFolders], used: this.drive?.used ?? 0 };
    this.#changedFolders.clear();
    this.#page?.send(DeviceDown.DriveChanged, encodeJson(changed));
  }

  #tellState(): void {
    this.#page?.send(DeviceDown.DriveState, encodeJson(this.#state));
  }

  get #state(): DriveState {
    const { plan, drive } = this;
    if (!plan) return { state: "off", reason: "not-allowed" };
    if (!drive) return { state: "off", reason: "unusable" };
    const { name, download, upload } = plan;
    const { driveRetention } = this.#settings;
    return {
      state: "ready",
      ...{ name, download, upload, used: drive.used, isMounted: this.#isMounted },
      ...(drive.quota !== undefined && { quota: drive.quota }),
      ...(driveRetention > 0 && { retention: driveRetention }),
    };
  }
}
