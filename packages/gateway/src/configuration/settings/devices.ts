import { path, whole } from "../parsers.ts";
import { subject } from "../setting.ts";

const MEGABYTE = 1024 * 1024;
const MOST_MEGABYTES = 1_000_000_000;

/** Text of megabytes; gives bytes. */
function megabytes(least: number): (value: string) => number {
  const parse = whole(least, MOST_MEGABYTES);
  return (value) => parse(value) * MEGABYTE;
}

export const DEVICES = subject("Drives, printing and clipboard", "", {
  driveFolder: {
    names: ["PASSERELLE_DRIVE_DIR"],
    meaning:
      "Folder of all drives; unset: `drive` in the data folder. A connection's `drive-path` is taken from here, with or without a leading `/drive`.",
    parse: path,
  },
  driveQuota: {
    names: ["PASSERELLE_DRIVE_QUOTA"],
    fallback: "0",
    meaning: "Megabytes that one drive may hold; 0 is any number.",
    parse: megabytes(0),
  },
  driveFiles: {
    names: ["PASSERELLE_DRIVE_FILES"],
    fallback: "100000",
    meaning: "Files and folders that one drive may hold; 0 is any number.",
    parse: whole(0, 100_000_000),
  },
  driveRetention: {
    names: ["PASSERELLE_DRIVE_RETENTION"],
    fallback: "0",
    meaning: "Days after which files on drives that nobody changes are removed; 0 is never.",
    parse: whole(0, 36_500),
  },
  printLimit: {
    names: ["PASSERELLE_PRINT_LIMIT"],
    fallback: "200",
    meaning: "Megabytes that one print may have.",
    parse: megabytes(1),
  },
  clipboardFileLimit: {
    names: ["PASSERELLE_CLIPBOARD_FILE_LIMIT"],
    fallback: "2048",
    meaning: "Megabytes that one file in the clipboard may have.",
    parse: megabytes(0),
  },
});
