/** What the operator decides about devices, for all connections. */
export interface DeviceSettings {
  /**
   * The folder of all drives. A connection's `drive-path` is taken from here, with or without a leading `/drive` (guacd's container has it
   * there) or this folder's own path, and cannot leave it.
   */
  readonly driveFolder: string;
  /** Bytes that a drive may hold; 0: any number. */
  readonly driveQuota: number;
  /** Files and folders that a drive may hold; 0: any number. */
  readonly driveFiles: number;
  /** Days after which files that nobody changes are removed; 0: never. */
  readonly driveRetention: number;
  /** Bytes that a print may have. */
  readonly printLimit: number;
  /** Bytes that a file in the clipboard may have. */
  readonly clipboardFileLimit: number;
}
