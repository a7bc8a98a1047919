/** What programs call files that are not complete, or that nobody is to see. */
const UNFINISHED = /^~\$|\.(?:crdownload|part|partial|tmp)$/i;

/** Whether a file that the desktop has written is meant for the browser: it is in the root's folder `Download`, and complete. */
export function isDelivered(path: string): boolean {
  const name = path.slice(path.lastIndexOf("/") + 1);
  return path.toLowerCase().startsWith("download/") && !UNFINISHED.test(name);
}
