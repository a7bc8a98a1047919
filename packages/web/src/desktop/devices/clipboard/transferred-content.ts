import { chosenFiles, droppedFiles } from "../files/dropped-files.ts";
import { type LocalContent, withFolders } from "./local-content.ts";

/** Browsers make a file of a picture in the clipboard when it is pasted: milliseconds that this is ago. */
const JUST_NOW = 5_000;

/** What was pasted or dropped. To be called while the event is handled: it is empty afterwards. */
export async function transferredContent(data: DataTransfer): Promise<LocalContent> {
  const text = data.getData("text/plain");
  const html = data.getData("text/html");
  const image = pictureIn(data);
  const files = [...data.files];
  if (files.length === 0 || image) return { ...(text && { text }), ...(html && { html }), ...(image && { image }) };
  // Some systems put the names of copied files beside them, as text.
  const dropped = await droppedFiles(data);
  return { files: withFolders(dropped.length > 0 ? dropped : chosenFiles(files)) };
}

/** A picture without a file of its own: a screenshot, or part of another picture. */
function pictureIn(data: DataTransfer): File | undefined {
  const [item, ...more] = [...data.items].filter(({ kind }) => kind === "file");
  if (item?.type !== "image/png" || more.length > 0) return undefined;
  const file = item.getAsFile();
  if (!file) return undefined;
  const isMadeNow = file.name === "image.png" && Date.now() - file.lastModified < JUST_NOW;
  return isMadeNow || item.webkitGetAsEntry() === null ? file : undefined;
}
