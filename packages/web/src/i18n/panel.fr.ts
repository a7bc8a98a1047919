import type { panel as english } from "./panel.en.ts";
import type { Translation } from "./typed-resources.ts";

/** Le panneau à côté du bureau. */
export const panel: Translation<typeof english> = {
  label: "Panneau",
  sections: "Rubriques du panneau",
  close: "Fermer le panneau",
  section: {
    clipboard: "Presse-papiers",
    files: "Fichiers",
    prints: "Impressions",
    sound: "Son et microphone",
    keyboard: "Clavier et pointeur",
    display: "Affichage",
    sharing: "Partage",
  },
  display: {
    size: "Le bureau fait {{width}} × {{height}} pixels, à {{scale}} %.",
    oneMonitor: "Ce bureau n’accepte qu’un écran.",
  },
};
