import type { LocalContent } from "./local-content.ts";

/** Whether the page may read this computer's clipboard by itself; `impossible`: this browser lets no page. */
export type Reading = "granted" | "prompt" | "denied" | "impossible";

/** What can be put into this computer's clipboard. */
export type WritableContent = Omit<LocalContent, "files">;

/** This computer's clipboard, as far as the browser lets a page at it. */
export interface BrowserClipboard {
  /** The page has the focus: without it, browsers let no page at the clipboard. */
  readonly hasFocus: boolean;
  reading(): Promise<Reading>;
  /** Undefined if it may not be read just now. It may ask the person. */
  read(): Promise<LocalContent | undefined>;
  /** Answers whether it is there now. Some browsers, and all of them without https, want a click or a key just before. */
  write(content: WritableContent): Promise<boolean>;
}

const TYPES = { text: "text/plain", html: "text/html", image: "image/png" } as const;

export const browserClipboard: BrowserClipboard = {
  get hasFocus() {
    return document.hasFocus();
  },

  async reading() {
    if (!navigator.clipboard?.read) return "impossible";
    try {
      const { state } = await navigator.permissions.query({ name: "clipboard-read" as PermissionName });
      return state;
    } catch {
      // Firefox and Safari know no such permission: they ask the person at every reading.
      return "impossible";
    }
  },

  async read() {
    try {
      const [item] = await navigator.clipboard.read();
      if (!item) return {};
      const part = async (type: string) => (item.types.includes(type) ? await item.getType(type) : undefined);
      const [text, html, image] = [await part(TYPES.text), await part(TYPES.html), await part(TYPES.image)];
      return {
        ...(text && { text: await text.text() }),
        ...(html && { html: await html.text() }),
        ...(image && { image }),
      };
    } catch {
      return undefined;
    }
  },

  async write({ text, html, image }) {
    if (!navigator.clipboard?.write) return writeByCommand({ text, html });
    const item = new ClipboardItem({
      ...(text !== undefined && { [TYPES.text]: new Blob([text], { type: TYPES.text }) }),
      ...(html !== undefined && { [TYPES.html]: new Blob([html], { type: TYPES.html }) }),
      ...(image && { [TYPES.image]: image }),
    });
    try {
      await navigator.clipboard.write([item]);
      return true;
    } catch {
      return writeByCommand({ text, html });
    }
  },
};

/** The way without https. Pictures do not go it. */
function writeByCommand({ text, html }: { text: string | undefined; html: string | undefined }): boolean {
  if (text === undefined && html === undefined) return false;
  let isTaken = false;
  const fill = (event: ClipboardEvent) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (text !== undefined) event.clipboardData?.setData(TYPES.text, text);
    if (html !== undefined) event.clipboardData?.setData(TYPES.html, html);
    isTaken = true;
  };
  addEventListener("copy", fill, { capture: true });
  const isDone = document.execCommand("copy");
  removeEventListener("copy", fill, { capture: true });
  return isDone && isTaken;
}
