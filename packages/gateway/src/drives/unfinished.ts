/** What browsers (Chromium, Firefox, Edge, Opera) and others call a file until all of it is there. */
const UNFINISHED_ENDS = [".crdownload", ".part", ".partial", ".opdownload", ".download", ".tmp"];
/** Of Office and LibreOffice: who has a document open, and what is written before it takes the document's name. */
const WORKING_STARTS = ["~$", "~wrd", "~wrl", ".~lock."];

/** Whether a program calls a file so while it works on it, and gives it another name, or removes it, when it is done. */
export function isUnfinishedName(name: string): boolean {
  const plain = name.toLowerCase();
  return UNFINISHED_ENDS.some((end) => plain.endsWith(end)) || WORKING_STARTS.some((start) => plain.startsWith(start));
}
