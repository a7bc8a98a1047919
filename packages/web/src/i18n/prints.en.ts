/** What the desktop prints. English defines the keys; prints.fr.ts must have the same. */
export const prints = {
  waiting: "Waiting for the printer…",
  off: "This connection has no printer. Your administrator can enable it.",
  empty:
    "Nothing has been printed yet. Print in Windows as usual, on the printer of this session: it appears here as PDF.",
  kept: "Prints are kept until you leave the desktop, the last 100 at most.",
  list: "Prints",
  unnamed: "Print of {{time}}",
  pages_one: "{{count}} page",
  pages_other: "{{count}} pages",
  receiving: "Being received: {{size}}",
  converting: "Being converted to PDF",
  action: { open: "Open", download: "Download", print: "Print" },
  actionOf: { open: "Open {{name}}", download: "Download {{name}}", print: "Print {{name}}" },
  remove: "Remove {{name}}",
  notRemoved: "It was not removed. Check your network, then try again.",
  choice: {
    label: "When the desktop has printed something",
    ask: "Ask me",
    open: "Open it in a new tab",
    download: "Download it",
    print: "Send it to my printer",
  },
  notice: "Print",
  ready: "“{{name}}” is printed",
  refused: "Your browser did not let the page do this by itself.",
  always: "Always do this from now on",
  failed: "“{{name}}” was not printed",
  more_one: "and {{count}} more",
  more_other: "and {{count}} more",
  close: "Close",
  problem: {
    "too-long":
      "It is longer than this gateway takes. Print fewer pages at a time, or ask your administrator to raise the limit.",
    "unknown-format": "The desktop sent neither PDF nor PostScript. Choose the printer’s own driver in Windows.",
    "no-converter": "Ghostscript is missing on the gateway. Ask your administrator to install it.",
    "too-costly": "Converting it took too much time or memory. Print fewer pages at a time.",
    "not-converted":
      "It could not be converted to PDF. Print it again; if that does not help, tell your administrator.",
    "disk-full": "The gateway’s disk is full. Tell your administrator.",
    "cut-off": "The desktop was cut off in the middle. Print it again.",
  },
} as const;
