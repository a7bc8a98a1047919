import type { desktop as english } from "./desktop.en.ts";
import type { Translation } from "./typed-resources.ts";

export const desktop: Translation<typeof english> = {
  title: "{{name}} · Passerelle",
  shared: "Bureau partagé",
  opening: "Ouverture de {{name}}",
  steps: {
    resolving: "Recherche du bureau",
    connecting: "Prise de contact",
    negotiating: "Choix de la protection",
    securing: "Sécurisation de la liaison",
    authenticating: "Authentification",
    licensing: "Vérification de la licence",
    activating: "Démarrage du bureau",
  },
  chosen: "Choisi dans le groupe : {{name}}",
  seconds: "{{seconds}} s",
  cancel: "Annuler",
  reconnect: "Se reconnecter",
  home: "Toutes les connexions",
  edit: "Modifier la connexion",
  signIn: "S’identifier",
  ended: "Le bureau est fermé",
  endedAdvice: "Les programmes laissés ouverts y tournent peut-être encore.",
  detail: "Détails :",
  failures: {
    "host-unknown": {
      title: "Le nom du bureau est inconnu",
      advice:
        "Vérifiez le nom d’hôte de cette connexion. S’il est juste, la résolution des noms du serveur est peut-être en panne.",
    },
    "port-closed": {
      title: "Le bureau refuse les connexions",
      advice: "L’ordinateur est allumé, mais le bureau à distance n’y est pas activé ou utilise un autre port.",
    },
    "no-answer": {
      title: "Le bureau ne répond pas",
      advice: "Il est peut-être éteint, en veille ou derrière un pare-feu. Démarrez-le, puis réessayez.",
    },
    "not-rdp": {
      title: "Ce n’est pas un bureau à distance",
      advice: "Autre chose répond à cette adresse et à ce port. Vérifiez-les dans les paramètres de la connexion.",
    },
    "connection-lost": {
      title: "La connexion au bureau est perdue",
      advice: "Vos programmes tournent peut-être encore : reconnectez-vous pour reprendre où vous en étiez.",
    },
    "tls-failed": {
      title: "Impossible de sécuriser la liaison",
      advice:
        "Le bureau et ce serveur n’ont aucun chiffrement en commun. Demandez à votre administrateur de lire les détails ci-dessous.",
    },
    "certificate-refused": {
      title: "Le certificat du bureau n’est pas reconnu",
      advice:
        "Son identité a changé ou ne peut être vérifiée. Consultez votre administrateur avant de continuer : c’est peut-être une autre machine.",
    },
    "security-refused": {
      title: "Le bureau exige une autre sécurité",
      advice: "Réglez le mode de sécurité de cette connexion sur « any », ou sur celui qui est nommé ci-dessous.",
    },
    "wrong-credentials": {
      title: "Nom d’utilisateur ou mot de passe incorrect",
      advice: "Vérifiez-les, ainsi que le domaine s’il y en a un. Attention au verrouillage des majuscules.",
    },
    "account-disabled": {
      title: "Ce compte est désactivé",
      advice: "Windows ne le laisse pas ouvrir de session. Demandez à votre administrateur de l’activer.",
    },
    "account-locked": {
      title: "Ce compte est verrouillé",
      advice: "Trop de mots de passe erronés. Patientez, ou demandez à votre administrateur de le déverrouiller.",
    },
    "account-expired": {
      title: "Ce compte a expiré",
      advice: "Demandez à votre administrateur de le prolonger.",
    },
    "account-restricted": {
      title: "Ce compte ne peut pas ouvrir de session maintenant",
      advice:
        "Windows le restreint : mot de passe vide, certaines heures ou certains ordinateurs. Consultez votre administrateur.",
    },
    "password-expired": {
      title: "Le mot de passe Windows doit être changé",
      advice:
        "Il a expiré, ou doit être changé à la première ouverture de session. Changez-le sur un ordinateur Windows, ou consultez votre administrateur.",
    },
    "logon-not-granted": {
      title: "Ce compte n’a pas droit au bureau à distance",
      advice:
        "Demandez à votre administrateur de l’ajouter au groupe « Utilisateurs du Bureau à distance » de cet ordinateur.",
    },
    "authentication-failed": {
      title: "L’authentification sur le bureau a échoué",
      advice:
        "Le bureau n’a pas donné de raison claire. Vérifiez nom, mot de passe et domaine, puis voyez les détails ci-dessous.",
    },
    "licence-refused": {
      title: "Le bureau n’a pas accordé de licence",
      advice: "Ses licences sont épuisées ou son serveur de licences est injoignable. Consultez votre administrateur.",
    },
    "server-full": {
      title: "Le bureau n’accepte plus personne",
      advice: "Toutes ses sessions sont prises. Réessayez plus tard, ou consultez votre administrateur.",
    },
    "server-denied": {
      title: "Le bureau a refusé la connexion",
      advice: "Ses propres règles ne la permettent pas. Consultez votre administrateur.",
    },
    "logged-off": {
      title: "Votre session est fermée",
      advice: "La session Windows est terminée. Reconnectez-vous pour en ouvrir une nouvelle.",
    },
    "logged-off-elsewhere": {
      title: "Le bureau a été ouvert ailleurs",
      advice: "Quelqu’un s’est connecté avec le même compte. En vous reconnectant, vous reprenez le bureau.",
    },
    "disconnected-by-administrator": {
      title: "Un administrateur a coupé la connexion",
      advice: "Vos programmes tournent peut-être encore. Consultez votre administrateur avant de vous reconnecter.",
    },
    "idle-timeout": {
      title: "Déconnecté après une longue pause",
      advice:
        "Il ne s’est rien passé pendant trop longtemps. Reconnectez-vous : vos programmes tournent sans doute encore.",
    },
    "logon-timeout": {
      title: "L’ouverture de session a pris trop de temps",
      advice: "Le délai fixé par le bureau est dépassé. Réessayez.",
    },
    "server-error": {
      title: "Le bureau a rencontré une erreur",
      advice:
        "Réessayez. Si cela persiste, redémarrez cet ordinateur ou transmettez les détails ci-dessous à votre administrateur.",
    },
    "protocol-error": {
      title: "Le bureau n’a pas été compris",
      advice: "Il a envoyé quelque chose d’inattendu. Réessayez ; si cela persiste, signalez les détails ci-dessous.",
    },
    "connection-not-found": {
      title: "Cette connexion n’existe pas",
      advice: "Elle a été supprimée, ou n’est plus partagée avec vous.",
    },
    "not-permitted": {
      title: "Ce bureau n’est plus partagé avec vous",
      advice: "Un administrateur l’a repris. Demandez-lui l’accès si vous en avez encore besoin.",
    },
    "opened-elsewhere": {
      title: "Le bureau a été ouvert ailleurs",
      advice: "Il continue là-bas, avec votre compte. Se reconnecter le ramène ici.",
    },
    "share-unknown": {
      title: "Ce lien ne mène nulle part",
      advice:
        "Il a expiré, a été révoqué, ou le bureau a été fermé ; ou l’adresse est incomplète. Demandez un autre lien à la personne qui vous l’a donné.",
    },
    "share-full": {
      title: "Il n’y a plus de place pour regarder",
      advice: "Ce bureau a autant d’invités qu’il peut en avoir. Attendez que quelqu’un soit parti, puis revenez.",
    },
    "share-revoked": {
      title: "Ce bureau n’est plus partagé avec vous",
      advice:
        "La personne qui le partage vous a fait sortir ou a révoqué le lien. Demandez-lui-en un autre si vous en avez besoin.",
    },
    "ended-by-user": {
      title: "Vous avez mis fin à ce bureau",
      advice:
        "Il a été terminé depuis la liste des sessions, avec votre compte. Reconnectez-vous pour reprendre où vous en étiez.",
    },
    "connection-full": {
      title: "Ce bureau est occupé",
      advice:
        "Il est utilisé par autant de personnes que permis. Attendez que quelqu’un ait terminé, ou demandez à votre administrateur.",
    },
    "connection-full-for-user": {
      title: "Vous avez déjà ouvert ce bureau",
      advice: "Vous ne pouvez pas l’ouvrir plus souvent. Fermez-le là où il est ouvert, puis réessayez.",
    },
    "group-full": {
      title: "Toutes les places de ce groupe sont prises",
      advice: "Attendez que quelqu’un ait terminé, ou demandez-en davantage à votre administrateur.",
    },
    "group-full-for-user": {
      title: "Vous avez déjà ouvert un bureau de ce groupe",
      advice: "Vous ne pouvez pas en ouvrir davantage. Fermez celui qui est ouvert, puis réessayez.",
    },
    "group-empty": {
      title: "Ce groupe n’a aucun bureau à donner",
      advice:
        "Il n’en contient aucun qui puisse être choisi. Demandez à votre administrateur d’y ajouter des bureaux ou de leur donner un poids.",
    },
    "gateway-full": {
      title: "Aucun autre bureau ne peut être ouvert ici",
      advice:
        "Le maximum permis par ce serveur est atteint. Attendez que quelqu’un ait terminé, ou demandez à votre administrateur.",
    },
    "user-full": {
      title: "Vous avez trop de bureaux ouverts",
      advice: "Fermez ceux dont vous n’avez pas besoin, puis réessayez.",
    },
    "user-deleted": {
      title: "Votre compte a été supprimé",
      advice: "Un administrateur l’a retiré de ce serveur. Adressez-vous à lui si vous en avez encore besoin.",
    },
    "user-disabled": {
      title: "Votre compte a été désactivé",
      advice: "Un administrateur l’a désactivé sur ce serveur. Demandez-lui de le réactiver.",
    },
    "user-not-valid": {
      title: "Votre compte n’est pas valable aujourd’hui",
      advice:
        "La période pendant laquelle il peut être utilisé est passée ou n’a pas commencé. Demandez à votre administrateur de la prolonger.",
    },
    "user-outside-hours": {
      title: "Vos heures de travail sont terminées",
      advice:
        "Votre compte ne peut être utilisé qu’à certaines heures. Vos programmes tournent peut-être encore : revenez quand elles recommencent.",
    },
    "connection-deleted": {
      title: "Cette connexion a été supprimée",
      advice: "Un administrateur l’a retirée. Adressez-vous à lui si vous en avez encore besoin.",
    },
    "time-restricted": {
      title: "Ce bureau ne peut pas être utilisé à cette heure",
      advice: "Il est réservé à certaines heures. Revenez à ce moment-là, ou demandez à votre administrateur.",
    },
    "host-restricted": {
      title: "Ce bureau ne peut pas être utilisé d’ici",
      advice: "Il est réservé à certains endroits du réseau. Allez à l’un d’eux, ou demandez à votre administrateur.",
    },
    "connection-misconfigured": {
      title: "Cette connexion est mal paramétrée",
      advice: "Un de ses paramètres est inutilisable ; les détails disent lequel.",
    },
    "credentials-missing": {
      title: "Nom d’utilisateur et mot de passe manquants",
      advice: "Reconnectez-vous et saisissez-les quand ils sont demandés.",
    },
    "signed-out": {
      title: "Vous n’êtes plus identifié",
      advice: "Identifiez-vous de nouveau pour revenir au bureau.",
    },
    "slow-browser": {
      title: "Ce navigateur n’a pas pu suivre",
      advice: "Fermez d’autres onglets et programmes, puis reconnectez-vous. Une fenêtre plus petite aide aussi.",
    },
    "gateway-stopping": {
      title: "Le serveur redémarre",
      advice: "Patientez une minute, puis reconnectez-vous. Vos programmes continuent de tourner.",
    },
    "gateway-error": {
      title: "Le serveur a rencontré une erreur",
      advice: "Réessayez. Si cela persiste, transmettez les détails ci-dessous à votre administrateur.",
    },
    "decoder-failed": {
      title: "Ce navigateur n’a pas pu afficher le bureau",
      advice:
        "L’affichage a été relancé plusieurs fois, en vain. Vos programmes tournent toujours : fermez d’autres onglets, puis reconnectez-vous. Si cela persiste, essayez un autre navigateur.",
    },
  },
  prompt: {
    title: "Connexion à {{name}}",
    text: "Ce bureau demande qui vous êtes.",
    submit: "Se connecter",
  },
  fields: { username: "Nom d’utilisateur", password: "Mot de passe", domain: "Domaine" },
  message: {
    title: "Message de l’administrateur",
    close: "Fermer le message",
    more_one: "et {{count}} autre",
    more_other: "et {{count}} autres",
  },
  line: {
    waiting: "La liaison avec le serveur est coupée. Nouvelle tentative…",
    waitingAdvice: "Le bureau continue de tourner. Ce que vous tapez maintenant n’est pas envoyé.",
    unreached: "Le serveur est injoignable. Nouvelle tentative…",
    retry: "Essayer maintenant",
    takenOver: "Le bureau est ouvert dans une autre fenêtre",
    takenOverAdvice: "Il ne peut être affiché que dans une fenêtre à la fois.",
    takeBack: "L’afficher ici",
    again: "Le bureau est en cours de reconnexion…",
    restoring: "L’image est en cours de rétablissement…",
  },
  menu: {
    label: "Menu du bureau",
    open: "Ouvrir le menu du bureau",
    close: "Fermer le menu",
    hint: "Le menu est en haut de l’écran ; ou appuyez sur Ctrl+Alt+Maj.",
    hintTouch: "Le menu est en haut de l’écran.",
    keys: "Envoyer",
    combinations: {
      ctrlAltDelete: "Ctrl+Alt+Suppr",
      altTab: "Alt+Tab",
      windows: "Windows",
      altF4: "Alt+F4",
      ctrlEscape: "Ctrl+Échap",
      printScreen: "Impr. écran",
    },
    zoom: "Taille",
    fit: "Ajustée",
    actual: "Réelle",
    fullScreen: "Plein écran",
    leaveFullScreen: "Quitter le plein écran",
    allScreens: "Utiliser tous les écrans",
    oneScreen: "Utiliser un seul écran",
    keyboard: "Clavier",
    panel: "Panneau",
    panelHelp: "Presse-papiers, fichiers, impressions, son, clavier, affichage et partage",
    statistics: "Statistiques",
    statisticsKeys: "Ctrl+Alt+Maj+S",
    leave: "Quitter",
    disconnect: "Déconnecter",
    readOnly: "Lecture seule",
    roundTrip: "{{milliseconds}} ms aller-retour avec le serveur",
    quality: {
      unknown: "Mesure de la liaison",
      good: "Bonne liaison",
      fair: "Liaison lente",
      poor: "Liaison très lente",
    },
  },
  screen: "Bureau {{name}}",
  monitors: {
    window: "{{name}}, écran {{number}}",
    fullScreen: "Plein écran",
    waiting: "Le bureau va utiliser cet écran.",
    unused: "Le bureau a atteint sa taille maximale : cet écran reste libre.",
    dismiss: "Fermer ce message",
    denied:
      "Le navigateur ne peut pas voir vos écrans. Autorisez la gestion des fenêtres pour ce site dans ses paramètres, puis réessayez.",
    blocked:
      "Le navigateur n’a pas ouvert toutes les fenêtres. Autorisez les fenêtres pop-up pour ce site dans ses paramètres, puis réessayez.",
    single: "Le navigateur ne trouve qu’un écran. Branchez-en un autre, ou étendez-y le bureau de cet ordinateur.",
    refused: "Ce bureau n’accepte pas plusieurs écrans.",
    failed: "Le navigateur n’a pas pu indiquer quels écrans sont présents.",
  },
};
