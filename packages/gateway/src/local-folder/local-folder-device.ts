import { DeviceUp, decodeJson, type LocalFolder, TunnelFormatError } from "@passerelle/tunnel";
import { Type } from "typebox";
import { Value } from "typebox/value";
import type { Device, DevicePage } from "../devices/device.ts";
import type { DrivePlan } from "../devices/device-plan.ts";
import { VolumeError } from "../drives/volume.ts";
import { RedirectedDrive } from "../redirection/drive/redirected-drive.ts";
import type { RedirectionDevice } from "../redirection/redirection-device.ts";
import { PageRequests } from "./page-requests.ts";
import { PageVolume } from "./page-volume.ts";

/** Milliseconds that a desktop keeps the drive of a page which may come back. */
const GRACE_TIME = 60_000;

const Shared = Type.Union([
  Type.Null(),
  Type.Object({ name: Type.String({ maxLength: 255 }), isWritable: Type.Boolean() }),
]);

interface Mounted extends LocalFolder {
  readonly drive: RedirectedDrive;
}

/** A folder that the page shares, as a drive of the desktop. It needs a connection with a drive that lets files in. */
export class LocalFolderDevice implements Device {
  readonly takes = [DeviceUp.LocalFolder, DeviceUp.LocalFolderAnswer, DeviceUp.LocalFolderData];
  readonly #plan: DrivePlan;
  readonly #redirection: RedirectionDevice;
  #page: DevicePage | undefined;
  #requests: PageRequests | undefined;
  #mounted: Mounted | undefined;
  #graceTimer: NodeJS.Timeout | undefined;

  constructor(plan: DrivePlan, redirection: RedirectionDevice) {
    this.#plan = plan;
    this.#redirection = redirection;
  }

  connect(): readonly [] {
    return [];
  }

  attached(page: DevicePage): void {
    this.#page = page;
  }

  detached(): void {
    this.#page = undefined;
    this.#stopAsking();
    clearTimeout(this.#graceTimer);
    this.#graceTimer = setTimeout(() => this.#unmount(), GRACE_TIME);
  }

  /** Throws TunnelFormatError. */
  received(type: number, payload: Uint8Array): void {
    if (type === DeviceUp.LocalFolderData) this.#requests?.takeData(payload);
    else if (type === DeviceUp.LocalFolderAnswer) this.#requests?.takeAnswer(payload);
    else this.#share(sharedIn(payload));
  }

  close(): void {
    this.#stopAsking();
    this.#unmount();
  }

  #share(folder: LocalFolder | undefined): void {
    clearTimeout(this.#graceTimer);
    this.#stopAsking();
    const mounted = this.#mounted;
    const isSame = folder && mounted?.name === folder.name && mounted.isWritable === folder.isWritable;
    if (!isSame) this.#unmount();
    if (!folder || !this.#page || !this.#plan.upload) return;
    this.#requests = new PageRequests(this.#page);
    if (!isSame) this.#mount(folder);
  }

  #mount(folder: LocalFolder): void {
    // What the desktop writes there goes to this computer, as a download does.
    const isWritable = folder.isWritable && this.#plan.download;
    const volume = new PageVolume(async (action, data) => {
      if (!this.#requests) throw new VolumeError("failed", "The page that shares the folder is away.");
      return this.#requests.ask(action, data);
    }, isWritable);
    const drive = new RedirectedDrive({ volume, name: `PC ${folder.name}`, isWritable });
    this.#mounted = { ...folder, drive };
    this.#redirection.add(drive);
  }

  #unmount(): void {
    clearTimeout(this.#graceTimer);
    if (this.#mounted) this.#redirection.remove(this.#mounted.drive);
    this.#mounted = undefined;
  }

  #stopAsking(): void {
    this.#requests?.close();
    this.#requests = undefined;
  }
}

function sharedIn(payload: Uint8Array): LocalFolder | undefined {
  const folder = decodeJson(payload);
  if (!Value.Check(Shared, folder)) throw new TunnelFormatError("local folder has not the shape that was agreed");
  return folder ?? undefined;
}
