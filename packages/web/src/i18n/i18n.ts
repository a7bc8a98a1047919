import i18next, { type BackendModule } from "i18next";
import { initReactI18next } from "react-i18next";
import type { Resources } from "./typed-resources.ts";

export const languages = { en: "English", fr: "Français" } as const;
export type Language = keyof typeof languages;

const storageKey = "passerelle.language";

/** One chunk a language and namespace: a page loads only the words it shows. */
const texts: Record<Language, Record<keyof Resources, () => Promise<object>>> = {
  en: {
    account: async () => (await import("./account.en.ts")).account,
    app: async () => (await import("./en.ts")).app,
    administration: async () => (await import("./administration.en.ts")).administration,
    activity: async () => (await import("./activity.en.ts")).activity,
    clipboard: async () => (await import("./clipboard.en.ts")).clipboard,
    connections: async () => (await import("./connections.en.ts")).connections,
    connectionTest: async () => (await import("./connection-test.en.ts")).connectionTest,
    desktop: async () => (await import("./desktop.en.ts")).desktop,
    exchange: async () => (await import("./exchange.en.ts")).exchange,
    files: async () => (await import("./files.en.ts")).files,
    hours: async () => (await import("./hours.en.ts")).hours,
    hoursKeeping: async () => (await import("./hours-keeping.en.ts")).hoursKeeping,
    keyboard: async () => (await import("./keyboard.en.ts")).keyboard,
    panel: async () => (await import("./panel.en.ts")).panel,
    parameters: async () => (await import("./parameters.en.ts")).parameters,
    prints: async () => (await import("./prints.en.ts")).prints,
    sharing: async () => (await import("./sharing.en.ts")).sharing,
    sound: async () => (await import("./sound.en.ts")).sound,
    stats: async () => (await import("./stats.en.ts")).stats,
    users: async () => (await import("./users.en.ts")).users,
  },
  fr: {
    account: async () => (await import("./account.fr.ts")).account,
    app: async () => (await import("./fr.ts")).app,
    administration: async () => (await import("./administration.fr.ts")).administration,
    activity: async () => (await import("./activity.fr.ts")).activity,
    clipboard: async () => (await import("./clipboard.fr.ts")).clipboard,
    connections: async () => (await import("./connections.fr.ts")).connections,
    connectionTest: async () => (await import("./connection-test.fr.ts")).connectionTest,
    desktop: async () => (await import("./desktop.fr.ts")).desktop,
    exchange: async () => (await import("./exchange.fr.ts")).exchange,
    files: async () => (await import("./files.fr.ts")).files,
    hours: async () => (await import("./hours.fr.ts")).hours,
    hoursKeeping: async () => (await import("./hours-keeping.fr.ts")).hoursKeeping,
    keyboard: async () => (await import("./keyboard.fr.ts")).keyboard,
    panel: async () => (await import("./panel.fr.ts")).panel,
    parameters: async () => (await import("./parameters.fr.ts")).parameters,
    prints: async () => (await import("./prints.fr.ts")).prints,
    sharing: async () => (await import("./sharing.fr.ts")).sharing,
    sound: async () => (await import("./sound.fr.ts")).sound,
    stats: async () => (await import("./stats.fr.ts")).stats,
    users: async () => (await import("./users.fr.ts")).users,
  },
};

const backend: BackendModule = {
  type: "backend",
  init: () => {},
  read: (language, namespace, done) => {
    texts[language as Language][namespace as keyof Resources]().then(
      (found) => done(null, { ...found }),
      (error: Error) => done(error, null),
    );
  },
};

/** The language to show: the one chosen before, else the first of the browser's that we have, else English. */
export function preferredLanguage(stored: string | null, browser: readonly string[]): Language {
  const wanted = [stored, ...browser].map((tag) => tag?.slice(0, 2).toLowerCase());
  return wanted.find((tag): tag is Language => tag !== undefined && tag in languages) ?? "en";
}

function announce(language: string): void {
  document.documentElement.lang = language;
}

/** Loads the texts of the preferred language; to be awaited before the first render. */
export async function startI18n(): Promise<void> {
  i18next.on("languageChanged", announce);
  await i18next
    .use(backend)
    .use(initReactI18next)
    .init({
      lng: preferredLanguage(localStorage.getItem(storageKey), navigator.languages),
      fallbackLng: false,
      supportedLngs: Object.keys(languages),
      ns: ["app"],
      defaultNS: "app",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: Guacamole's token for the name of the person signed in.
      interpolation: { escapeValue: false, defaultVariables: { ownName: "${GUAC_USERNAME}" } },
      react: { useSuspense: true },
    });
}

/** Shows `language` from now on and remembers it in this browser. */
export async function chooseLanguage(language: Language): Promise<void> {
  localStorage.setItem(storageKey, language);
  await i18next.changeLanguage(language);
}
