import type { BrowserClipboard, Reading, WritableContent } from "../browser-clipboard.ts";
import type { LocalContent } from "../local-content.ts";

/** A browser's clipboard, as a test wants it. */
export class FakeClipboard implements BrowserClipboard {
  hasFocus = true;
  permission: Reading = "granted";
  /** Whether the browser lets the page write. */
  mayWrite = true;
  content: LocalContent = {};
  /** How often it was written and read. */
  writes = 0;
  reads = 0;

  async reading(): Promise<Reading> {
    return this.permission;
  }

  async read(): Promise<LocalContent | undefined> {
    this.reads++;
    return this.content;
  }

  async write(content: WritableContent): Promise<boolean> {
    if (!this.mayWrite) return false;
    this.writes++;
    this.content = content;
    return true;
  }
}
