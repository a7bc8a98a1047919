import type { sound as english } from "./sound.en.ts";
import type { Translation } from "./typed-resources.ts";

export const sound: Translation<typeof english> = {
  status: {
    waiting: "Le bureau n’a pas encore proposé de son.",
    off: "Cette connexion n’a pas de son : la personne qui l’a créée l’a désactivé.",
    server: "Le son est joué sur l’ordinateur distant lui-même, comme le veut cette connexion.",
    ready: "Le son du bureau est joué ici.",
    blocked: "Votre navigateur ne joue rien avant un clic. Cliquez n’importe où.",
    failed: "Le son du bureau ne peut pas être joué : aucun de ses formats n’est connu de ce navigateur.",
    unsupported:
      "Le son du bureau ne peut pas être joué ici. Il faut une adresse en HTTPS et une version actuelle de Chrome, Edge, Firefox ou Safari.",
  },
  unblock: "Cliquez pour entendre le bureau",
  volume: "Volume",
  percent: "{{percent}} %",
  mute: "Couper le son du bureau",
  playing: "{{codec}}, {{rate}} kbit/s, entendu {{delay}} ms après son arrivée",
  starting: "{{codec}}, {{rate}} kbit/s",
  silent: "Rien n’est joué en ce moment.",
  output: "Sortie",
  systemDevice: "Par défaut",
  codec: {
    pcm: "PCM",
    alaw: "loi A",
    mulaw: "loi µ",
    "ima-adpcm": "IMA ADPCM",
    "ms-adpcm": "Microsoft ADPCM",
    aac: "AAC",
    opus: "Opus",
  },
  microphone: {
    title: "Microphone",
    ask: "{{name}} veut utiliser votre microphone",
    askAdvice:
      "Il vous entend jusqu’à ce que lui ou vous arrêtiez l’écoute. Votre réponse vaut tant que ce bureau est ouvert.",
    allow: "Autoriser",
    refuse: "Pas maintenant",
    on: "Microphone ouvert",
    muted: "Microphone coupé",
    mute: "Couper le microphone",
    unmute: "Rétablir le microphone",
    stop: "Arrêter l’écoute",
    choose: "Microphone",
    level: "Niveau du microphone",
    letListen: "Laisser le bureau écouter",
    status: {
      off: "Cette connexion ne permet pas au bureau d’utiliser un microphone.",
      closed: "Aucun programme du bureau n’écoute.",
      asking: "Le bureau veut écouter.",
      starting: "Le microphone s’ouvre.",
      listening: "Le bureau écoute.",
      refused:
        "Vous n’avez pas laissé le bureau écouter. Si vous changez d’avis, il le pourra dès qu’un programme ouvrira de nouveau le microphone.",
      denied:
        "Le navigateur interdit le microphone à cette page. Autorisez-le dans les paramètres du site, à gauche de l’adresse ; puis rouvrez-le depuis le programme du bureau.",
      missing: "Il n’y a pas de microphone. Branchez-en un, puis rouvrez-le depuis le programme du bureau.",
      busy: "Le microphone n’est pas disponible : un autre programme l’utilise peut-être. Fermez ce programme, puis réessayez dans le bureau.",
      insecure:
        "Les navigateurs ne donnent le microphone qu’aux pages reçues par HTTPS. Demandez une telle adresse à votre administrateur.",
      failed: "Le microphone n’a pas pu être ouvert comme le bureau le veut.",
    },
  },
};
