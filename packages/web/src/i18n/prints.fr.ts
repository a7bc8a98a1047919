import type { prints as english } from "./prints.en.ts";
import type { Translation } from "./typed-resources.ts";

/** Ce que le bureau imprime. */
export const prints: Translation<typeof english> = {
  waiting: "En attente de l’imprimante…",
  off: "Cette connexion n’a pas d’imprimante. Votre administrateur peut l’activer.",
  empty:
    "Rien n’a encore été imprimé. Imprimez dans Windows comme d’habitude, sur l’imprimante de cette session : le document apparaît ici en PDF.",
  kept: "Les impressions sont gardées jusqu’à ce que vous quittiez le bureau, les 100 dernières au plus.",
  list: "Impressions",
  unnamed: "Impression de {{time}}",
  pages_one: "{{count}} page",
  pages_other: "{{count}} pages",
  receiving: "Réception en cours : {{size}}",
  converting: "Conversion en PDF en cours",
  action: { open: "Ouvrir", download: "Télécharger", print: "Imprimer" },
  actionOf: { open: "Ouvrir {{name}}", download: "Télécharger {{name}}", print: "Imprimer {{name}}" },
  remove: "Supprimer {{name}}",
  notRemoved: "La suppression a échoué. Vérifiez votre réseau, puis réessayez.",
  choice: {
    label: "Quand le bureau a imprimé",
    ask: "Me demander",
    open: "Ouvrir dans un nouvel onglet",
    download: "Télécharger",
    print: "Envoyer à mon imprimante",
  },
  notice: "Impression",
  ready: "« {{name}} » a été imprimé",
  refused: "Votre navigateur n’a pas laissé la page le faire d’elle-même.",
  always: "Toujours faire ainsi à l’avenir",
  failed: "« {{name}} » n’a pas été imprimé",
  more_one: "et {{count}} autre",
  more_other: "et {{count}} autres",
  close: "Fermer",
  problem: {
    "too-long":
      "Le document est plus long que ce que cette passerelle accepte. Imprimez moins de pages à la fois, ou demandez à votre administrateur de relever la limite.",
    "unknown-format":
      "Le bureau n’a envoyé ni PDF ni PostScript. Choisissez dans Windows le pilote d’origine de l’imprimante.",
    "no-converter": "Ghostscript manque sur la passerelle. Demandez à votre administrateur de l’installer.",
    "too-costly": "La conversion a demandé trop de temps ou de mémoire. Imprimez moins de pages à la fois.",
    "not-converted":
      "Le document n’a pas pu être converti en PDF. Imprimez-le à nouveau ; si cela ne suffit pas, prévenez votre administrateur.",
    "disk-full": "Le disque de la passerelle est plein. Prévenez votre administrateur.",
    "cut-off": "Le bureau a été coupé en cours d’impression. Imprimez à nouveau le document.",
  },
};
