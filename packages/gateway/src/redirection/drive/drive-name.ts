import { type AnnouncedDevice, driveData } from "@passerelle/rdp";

/** What Windows takes in no name of a drive. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const FORBIDDEN = /[\u0000-\u001f\\/:*?"<>|]/g;
const LONGEST_NAME = 64;
const LONGEST_DOS_NAME = 7;

/** How a drive is told of: by its whole name, and by seven letters of it where the desktop has no room for more. */
export function announceDrive(name: string): AnnouncedDevice {
  const whole = name.replace(FORBIDDEN, "_").trim().slice(0, LONGEST_NAME) || "Passerelle";
  const letters = whole.normalize("NFD").replace(/[^A-Za-z0-9_-]/g, "");
  return { type: "drive", dosName: letters.slice(0, LONGEST_DOS_NAME) || "DRIVE", data: driveData(whole) };
}
