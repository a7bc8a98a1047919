/** The panel beside the desktop. English defines the keys; panel.fr.ts must have the same. */
export const panel = {
  label: "Panel",
  sections: "Sections of the panel",
  close: "Close the panel",
  section: {
    clipboard: "Clipboard",
    files: "Files",
    prints: "Prints",
    sound: "Sound and microphone",
    keyboard: "Keyboard and pointer",
    display: "Display",
    sharing: "Sharing",
  },
  display: {
    size: "The desktop has {{width}} × {{height}} pixels, at {{scale}}%.",
    oneMonitor: "This desktop takes one screen only.",
  },
} as const;
