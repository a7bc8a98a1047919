import type { clipboard as english } from "./clipboard.en.ts";
import type { Translation } from "./typed-resources.ts";

export const clipboard: Translation<typeof english> = {
  waiting: "Le bureau n’a pas encore proposé son presse-papiers. Certains bureaux n’en ont pas.",
  failed: "Le presse-papiers du bureau ne fonctionne plus. Rouvrez le bureau pour l’utiliser.",
  off: {
    all: "Cette connexion ne permet ni de copier ni de coller. Adressez-vous à votre administrateur en cas de besoin.",
    readOnly: "Vous ne pouvez que regarder ce bureau : rien ne peut être copié ni collé.",
    copy: "Cette connexion ne permet pas de copier du bureau vers cet ordinateur.",
    paste: "Cette connexion ne permet pas de coller de cet ordinateur dans le bureau.",
    pasteReadOnly: "Vous ne pouvez que regarder ce bureau : rien ne peut y être collé.",
  },
  text: "Texte du presse-papiers",
  textPlaceholder:
    "Ce que vous copiez s’affiche ici. Ce que vous saisissez ou collez ici peut être collé dans le bureau.",
  textEmpty: "Ce qui est copié dans le bureau s’affiche ici.",
  textCut: "Seuls ses {{most}} premiers caractères sont affichés.",
  copy: "Copier",
  fromHere: "Peut être collé dans le bureau.",
  writing: {
    nothing: "Copié dans le bureau.",
    waiting: "Copié dans le bureau.",
    refused: "Copié dans le bureau. Cliquez sur « Copier » pour l’avoir aussi sur cet ordinateur.",
    done: "Copié dans le bureau, et prêt à être collé sur cet ordinateur.",
  },
  what: { text: "texte", html: "texte mis en forme", image: "image", files: "fichiers" },
  fetch: "Récupérer : {{what}}",
  picture: "L’image copiée dans le bureau",
  pictureName: "image.png",
  download: "Télécharger",
  files: "Fichiers copiés dans le bureau",
  filesInside_one: "{{count}} fichier",
  filesInside_other: "{{count}} fichiers",
  moreFiles_one: "et {{count}} autre",
  moreFiles_other: "et {{count}} autres",
  downloadFile: "Télécharger {{name}}",
  downloadAll: "Tout télécharger en ZIP",
  filesHelp: "Un navigateur ne peut pas les coller sur cet ordinateur : téléchargez-les.",
  chooseFiles: "Fichiers pour le bureau…",
  pasteThem_one: "Un élément est prêt : appuyez sur Ctrl+V dans le bureau.",
  pasteThem_other: "{{count}} éléments sont prêts : appuyez sur Ctrl+V dans le bureau.",
  howToGive:
    "Ou copiez des fichiers ou une image sur cet ordinateur et appuyez sur Ctrl+V dans le bureau, ou déposez-les dessus. Limites : {{limit}} pour un texte ou une image, {{fileLimit}} pour un fichier.",
  reading: {
    prompt:
      "Ctrl+V fonctionne déjà. Pour coller aussi par les menus du bureau, laissez cette page voir ce que vous copiez sur cet ordinateur.",
    denied:
      "Ctrl+V fonctionne déjà. Pour coller aussi par les menus du bureau, autorisez le presse-papiers dans les paramètres du site, à gauche de l’adresse.",
    impossible: "Collez avec Ctrl+V : ce navigateur ne laisse pas une page voir ce que vous copiez sur cet ordinateur.",
    allow: "Autoriser…",
  },
  transfer: {
    copy: "Depuis le bureau",
    paste: "Vers le bureau",
    progress: "{{done}} sur {{total}}",
    cancel: "Annuler : {{label}}",
  },
  drop: "Déposez pour coller dans le bureau",
  dropRefused: "Rien de cet ordinateur ne peut être collé dans ce bureau",
  notice: {
    close: "Fermer",
    dropped_one: "Prêt : appuyez sur Ctrl+V dans le bureau pour le coller.",
    dropped_other: "{{count}} éléments sont prêts : appuyez sur Ctrl+V dans le bureau pour les coller.",
    tooMany: "{{count}} fichiers, c’est trop pour le presse-papiers. Mettez-les d’abord dans un fichier ZIP.",
    refused: "Non collé : {{what}} de {{length}}, alors que {{limit}} au plus peuvent être collés.",
    copy: "Non copié depuis le bureau ({{what}}) :",
    paste: "Non collé dans le bureau ({{what}}) :",
    length: "Longueur : {{length}}.",
    reason: {
      "too-long": "c’est trop long pour cette connexion.",
      "not-allowed": "cette connexion ne le permet pas.",
      "no-answer": "aucune réponse. Réessayez.",
      "timed-out":
        "aucune réponse pendant 30 secondes. Le programme, là-bas, ne répond peut-être plus : copiez à nouveau quand il répondra.",
      unreadable: "c’est illisible.",
    },
  },
};
