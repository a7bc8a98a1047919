import { request } from "../../../api/request.ts";

/** A file or folder of the drive. */
export interface DriveItem {
  readonly name: string;
  readonly isFolder: boolean;
  readonly size: number;
  /** Epoch milliseconds. */
  readonly modified: number;
  /** Bytes that have come of an upload which is not complete. */
  readonly received?: number;
}

export interface DriveFolder {
  readonly path: string;
  readonly items: readonly DriveItem[];
  /** There are more than those. */
  readonly isCut?: boolean;
}

/** The drive of one session, over the API. Paths are from its root, with `/` between names; "" is the root. */
export class DriveApi {
  readonly #address: string;

  constructor(session: string) {
    this.#address = `api/passerelle/sessions/${encodeURIComponent(session)}/drive`;
  }

  /** Throws ApiError, as all of them do. */
  async folder(path: string): Promise<DriveFolder> {
    return (await request("GET", `${this.#address}?${new URLSearchParams({ path })}`)) as DriveFolder;
  }

  async makeFolder(path: string): Promise<void> {
    await request("POST", `${this.#address}/folder`, { path });
  }

  async rename(path: string, name: string): Promise<void> {
    await request("POST", `${this.#address}/rename`, { path, name });
  }

  async remove(paths: readonly string[]): Promise<void> {
    await request("DELETE", `${this.#address}/items`, { paths });
  }

  /** Where the browser downloads a file from. */
  fileAddress(path: string): string {
    return `${this.#address}/file?${new URLSearchParams({ path })}`;
  }

  /** Where the browser downloads several, or a folder, as a ZIP. */
  archiveAddress(paths: readonly string[]): string {
    return `${this.#address}/archive?${new URLSearchParams(paths.map((path) => ["path", path]))}`;
  }

  /** Bytes of an upload that have come already; refused as the upload itself would be, before its bytes are on the way. */
  async received(path: string, file: File, replace: boolean): Promise<number> {
    const query = uploadQuery(path, file);
    query.set("replace", String(replace));
    const answer = await request("GET", `${this.#address}/upload?${query}`);
    return (answer as { readonly received: number }).received;
  }

  /** Where the bytes of a file from `offset` on are PUT. */
  uploadAddress(path: string, file: File, offset: number, replace: boolean): string {
    const query = uploadQuery(path, file);
    query.set("offset", String(offset));
    query.set("replace", String(replace));
    return `${this.#address}/upload?${query}`;
  }
}

function uploadQuery(path: string, { size, lastModified }: File): URLSearchParams {
  return new URLSearchParams({ path, size: String(size), modified: String(lastModified) });
}

/** The path of what has this name in a folder. */
export function pathIn(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

/** Has the browser download an address of the gateway, which says what the file is called. */
export function download(address: string): void {
  const link = document.createElement("a");
  link.href = address;
  link.download = "";
  link.click();
}
