import { type TemporaryVolume, temporaryVolume } from "../../drives/testing/temporary-volume.ts";
import type { Volume } from "../../drives/volume.ts";
import { RedirectedDrive, type RedirectedDriveOptions } from "../drive/redirected-drive.ts";
import { DriveUser } from "./drive-user.ts";

/** Drives on a temporary volume, and a desktop that uses one that it may write to. */
export class TestDrives {
  readonly temporary: TemporaryVolume = temporaryVolume();
  readonly drives: RedirectedDrive[] = [];
  /** What was told to be written: paths and sizes. */
  readonly written: string[] = [];
  readonly user: DriveUser = this.newUser({ isWritable: true });

  /** A desktop that uses a drive of its own. */
  newUser(options: Pick<RedirectedDriveOptions, "isWritable"> & Partial<RedirectedDriveOptions>): DriveUser {
    return new DriveUser(this.newDrive(options));
  }

  newDrive(options: Pick<RedirectedDriveOptions, "isWritable"> & Partial<RedirectedDriveOptions>): RedirectedDrive {
    const report = (path: string, size: number) => this.written.push(`${path} ${size}`);
    const { volume } = this.temporary;
    const drive = new RedirectedDrive({ volume, name: "Passerelle", written: report, ...options });
    this.drives.push(drive);
    return drive;
  }

  /** The volume, some of it replaced. */
  volumeWith(changes: Partial<Volume>): Volume {
    const { volume } = this.temporary;
    return {
      lookup: (path) => volume.lookup(path),
      open: (path, options) => volume.open(path, options),
      list: (path) => volume.list(path),
      remove: (path) => volume.remove(path),
      rename: (from, to, replace) => volume.rename(from, to, replace),
      space: () => volume.space(),
      watch: (path, isTree, changed) => volume.watch(path, isTree, changed),
      ...changes,
    };
  }

  async end(): Promise<void> {
    for (const drive of this.drives) drive.forget();
    await this.temporary.remove();
  }
}
