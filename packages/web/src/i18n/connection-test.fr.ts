import type { connectionTest as english } from "./connection-test.en.ts";
import type { Translation } from "./typed-resources.ts";

export const connectionTest: Translation<typeof english> = {
  start: "Tester",
  heading: "Test de cette connexion",
  running: "L’ordinateur est contacté. Cela prend jusqu’à une demi-minute.",
  failed: "Le test n’a pas pu être effectué",
  good: "Tout va bien : l’ordinateur a été joint et a admis le compte.",
  goodWithoutLogin: "L’ordinateur a été joint. On saura s’il admet les personnes quand elles s’y connecteront.",
  done: "fait en {{milliseconds}} ms",
  failedStep: "échec",
  skippedStep: "non tenté",
  detail: "Pour l’assistance : {{detail}}",
  steps: {
    resolve: "Trouver l’adresse de l’ordinateur",
    connect: "Le joindre",
    negotiate: "Convenir de la sécurité",
    secure: "Établir une liaison sûre",
    authenticate: "Ouvrir la session",
  },
  codes: {
    "host-unknown": {
      title: "Aucun ordinateur de ce nom n’est connu",
      advice: "Vérifiez l’orthographe du nom de l’ordinateur, ou saisissez plutôt son adresse IP.",
    },
    "port-closed": {
      title: "L’ordinateur est allumé, mais rien n’écoute sur ce port",
      advice:
        "Activez le Bureau à distance dans les paramètres de Windows et vérifiez le port ; 3389 est le port habituel.",
    },
    "no-answer": {
      title: "Aucune réponse ne vient de cette adresse",
      advice:
        "L’ordinateur est peut-être éteint ou en veille, l’adresse fausse, ou un pare-feu se trouve entre lui et ce serveur.",
    },
    "not-rdp": {
      title: "Ce qui répond là n’est pas un bureau à distance",
      advice: "Un autre service écoute sur ce port. Vérifiez l’adresse et le port.",
    },
    "connection-lost": {
      title: "L’ordinateur a rompu la liaison",
      advice:
        "Réessayez. Si cela persiste, consultez le journal d’événements de cet ordinateur, ou cherchez un pare-feu sur le chemin.",
    },
    "tls-failed": {
      title: "Aucune liaison sûre n’a pu être établie",
      advice:
        "L’ordinateur n’offre qu’un chiffrement trop ancien ou défectueux. Renouvelez son certificat ou mettez-le à jour.",
    },
    "certificate-refused": {
      title: "Le certificat de l’ordinateur n’est pas digne de confiance",
      advice:
        "Activez « Accepter tout certificat » s’il est autosigné, ou saisissez son empreinte sous « Autres réglages ».",
    },
    "security-refused": {
      title: "L’ordinateur exige une autre sécurité",
      advice: "Choisissez la sécurité automatique.",
    },
    "wrong-credentials": {
      title: "L’ordinateur a été joint, mais refuse le nom d’utilisateur ou le mot de passe",
      advice:
        "Vérifiez les deux, ainsi que le domaine. Un compte de l’ordinateur lui-même n’a pas de domaine, ou le nom de l’ordinateur.",
    },
    "credentials-missing": {
      title: "L’ordinateur a été joint ; sans nom d’utilisateur ni mot de passe, aucune session n’a été tentée",
      advice:
        "Saisissez les deux pour tester aussi l’ouverture de session. S’ils sont vides, ils sont demandés à la connexion.",
    },
    "account-disabled": {
      title: "Le compte Windows est désactivé",
      advice: "Activez-le dans la gestion des utilisateurs de Windows.",
    },
    "account-locked": {
      title: "Le compte Windows est verrouillé",
      advice: "Il y a eu trop de mots de passe faux. Déverrouillez-le dans Windows, ou attendez.",
    },
    "account-expired": {
      title: "Le compte Windows a expiré",
      advice: "Repoussez sa date d’expiration dans la gestion des utilisateurs de Windows.",
    },
    "account-restricted": {
      title: "Windows restreint ce compte",
      advice: "Son mot de passe est peut-être vide, ou il est limité à certaines heures ou à certains ordinateurs.",
    },
    "password-expired": {
      title: "Le mot de passe Windows doit être changé",
      advice: "Changez-le sur un ordinateur Windows, puis saisissez ici le nouveau.",
    },
    "logon-not-granted": {
      title: "Ce compte n’a pas droit au bureau à distance",
      advice: "Ajoutez-le au groupe « Utilisateurs du Bureau à distance » de cet ordinateur.",
    },
    "authentication-failed": {
      title: "L’ouverture de session a échoué",
      advice:
        "L’ordinateur n’a pas donné de raison claire. Vérifiez le nom d’utilisateur, le mot de passe et le domaine.",
    },
    "connection-misconfigured": {
      title: "Un réglage n’a pas de sens",
      advice: "Les mots pour l’assistance, ci-dessous, disent lequel.",
    },
    other: {
      title: "Le test n’a pas abouti",
      advice: "Réessayez. Si cela persiste, les mots pour l’assistance, ci-dessous, en disent plus.",
    },
  },
};
