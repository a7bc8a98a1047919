import type { sharing as english } from "./sharing.en.ts";
import type { Translation } from "./typed-resources.ts";

/** Partager un bureau, et regarder celui qui est partagé. */
export const sharing: Translation<typeof english> = {
  about:
    "Toute personne qui ouvre un lien voit ce bureau comme vous, sans compte. Vous pouvez y mettre fin à tout moment.",
  none: "Ce bureau ne peut pas être partagé : sa connexion n’a pas de profil de partage que vous puissiez utiliser. Un administrateur peut en ajouter un à la connexion et vous donner le droit de lecture sur ce profil.",
  profile: "Ce que peuvent faire les invités",
  may: {
    look: "Les invités ne font que regarder.",
    work: "Les invités utilisent clavier et souris, comme vous.",
    copy: "Ils reçoivent ce qui est copié dans le bureau.",
    noCopy: "Ils ne reçoivent pas ce qui est copié dans le bureau.",
    paste: "Ils peuvent coller du texte et des images.",
    noPaste: "Ils ne peuvent rien coller.",
  },
  duration: {
    label: "Le lien est valable",
    quarterHour: "15 minutes",
    hour: "1 heure",
    fourHours: "4 heures",
    eightHours: "8 heures",
    always: "tant que le bureau est ouvert",
  },
  make: "Créer un lien",
  made: "Le lien est prêt. Copiez-le, et ne le donnez qu’aux personnes qui doivent voir le bureau.",
  links: {
    title: "Liens",
    empty: "Il n’y a pas de lien.",
    address: "Adresse du lien « {{name}} »",
    copy: "Copier le lien",
    copyNamed: "Copier le lien « {{name}} »",
    copied: "Copié",
    notCopied: "Le navigateur n’a pas laissé la page le copier : sélectionnez l’adresse et copiez-la vous-même.",
    gone: "L’adresse n’est montrée que dans la fenêtre qui l’a créée.",
    until: "jusqu’au {{moment}}",
    always: "tant que le bureau est ouvert",
    guests_one: "{{count}} invité",
    guests_other: "{{count}} invités",
    revoke: "Révoquer le lien « {{name}} »",
  },
  guests: {
    title: "Invités",
    empty: "Personne ne regarde.",
    anonymous: "Invité sans compte",
    facts: "depuis {{host}}, arrivé à {{time}}",
    sendAway: "Faire sortir",
    sendAwayNamed: "Faire sortir : {{name}}",
    mayReturn:
      "Une personne que vous faites sortir peut revenir tant que le lien est valable. Révoquez le lien pour l’en empêcher.",
  },
  watching: {
    label: "Partage",
    known: "{{name}} regarde",
    some_one: "{{count}} invité regarde",
    some_other: "{{count}} invités regardent",
    show: "Montrer qui regarde",
  },
  guest: {
    label: "Bureau partagé",
    readOnly: "Partagé avec vous · Lecture seule",
    working: "Partagé avec vous",
    joining: "Arrivée sur le bureau partagé…",
    authenticating: "Le bureau n’est pas encore ouvert. Vous le verrez dès qu’il sera là.",
    leave: "Quitter",
    left: "Vous avez quitté le bureau partagé",
    leftAdvice: "Vous pouvez revenir tant que le lien est valable.",
    ended: "Le bureau partagé a été fermé",
    endedAdvice: "La personne qui le partageait a terminé, ou la connexion au bureau a été perdue.",
    join: "Revenir",
  },
};
