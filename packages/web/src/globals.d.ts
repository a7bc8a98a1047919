/** The release, from the root package.json. */
declare const __VERSION__: string;

interface Window {
  /** File System Access API; Chromium and its kin. */
  showDirectoryPicker(options: { readonly mode: "read" | "readwrite" }): Promise<FileSystemDirectoryHandle>;
}
