import { DeviceDown, type DriveChanged, type DriveDelivered, type DriveState, decodeJson } from "@passerelle/tunnel";
import type { DeviceGateway, PageDevice } from "../page-device.ts";
import { Store } from "../store.ts";
import { DriveApi, download } from "./drive-api.ts";
import { Uploads } from "./uploads.ts";

/** The page's half of the drive: what is known of it, what is uploaded, and files that the desktop delivers. */
export class FilesDevice implements PageDevice {
  readonly takes = [DeviceDown.DriveState, DeviceDown.DriveChanged, DeviceDown.DriveDelivered];
  readonly state = new Store<DriveState | undefined>(undefined);
  /** The folders in which something changed last. */
  readonly changed = new Store<readonly string[]>([]);
  readonly api: DriveApi;
  readonly uploads: Uploads;

  constructor(gateway: DeviceGateway) {
    this.api = new DriveApi(gateway.session);
    this.uploads = new Uploads(this.api);
  }

  received(type: number, payload: Uint8Array): void {
    const told = decodeJson(payload);
    if (type === DeviceDown.DriveState) this.state.value = told as DriveState;
    else if (type === DeviceDown.DriveChanged) this.#changed(told as DriveChanged);
    else download(this.api.fileAddress((told as DriveDelivered).path));
  }

  close(): void {
    this.uploads.close();
  }

  #changed({ folders, used }: DriveChanged): void {
    const state = this.state.value;
    if (state?.state === "ready") this.state.value = { ...state, used };
    this.changed.value = folders;
  }
}
