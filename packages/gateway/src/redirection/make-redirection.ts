import type { DriveDevice } from "../drives/drive-device.ts";
import type { PrintsDevice } from "../printing/prints-device.ts";
import { RedirectedDrive } from "./drive/redirected-drive.ts";
import { RedirectionDevice, type RedirectionOptions } from "./redirection-device.ts";

/** What the desktop is given of a session's drive and printer, as far as there are such. */
export function makeRedirection(
  drive: DriveDevice,
  prints: PrintsDevice | undefined,
  options: RedirectionOptions,
): RedirectionDevice {
  const redirection = new RedirectionDevice(options);
  const shared = drive.drive;
  if (drive.plan && shared) {
    // The last files are closed when the page has its side no more.
    shared.share();
    redirection.add(
      new RedirectedDrive({
        // What may be uploaded is about the page: the desktop writes in any case, into `Download` for one.
        ...{ volume: shared.volume, name: drive.plan.name, isWritable: true },
        written: (path, size) => drive.written(path, size),
        mounted: (isMounted) => drive.mounted(isMounted),
        closed: () => shared.release(),
      }),
    );
  }
  if (prints) redirection.add(prints.printer);
  return redirection;
}
