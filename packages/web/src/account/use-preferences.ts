import { type MantineColorScheme, useMantineColorScheme } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { preferencesQuery, savePreferences } from "../api/account.ts";
import { chooseLanguage, type Language, languages } from "../i18n/i18n.ts";

const schemes: readonly string[] = ["auto", "light", "dark"] satisfies MantineColorScheme[];

/** Shows the page as the account has it, wherever somebody signs in, and keeps what they choose from then on. */
export function usePreferences(): void {
  const { data } = useQuery(preferencesQuery);
  const { i18n } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const [isApplied, setApplied] = useState(false);
  const kept = useRef<string>(undefined);

  useEffect(() => {
    if (data === undefined || isApplied) return;
    const { language, colorScheme: scheme } = data;
    const shown = language !== undefined && language in languages ? chooseLanguage(language as Language) : undefined;
    Promise.resolve(shown).then(() => {
      if (scheme !== undefined && schemes.includes(scheme)) setColorScheme(scheme as MantineColorScheme);
      setApplied(true);
    });
  }, [data, isApplied, setColorScheme]);

  useEffect(() => {
    if (!isApplied) return;
    const chosen = { language: i18n.language, colorScheme };
    const text = JSON.stringify(chosen);
    if (kept.current !== undefined && kept.current !== text) {
      // It stays in this browser whether the gateway takes it or not.
      savePreferences({ ...data, ...chosen }).catch(() => undefined);
    }
    kept.current = text;
  }, [data, isApplied, i18n.language, colorScheme]);
}
