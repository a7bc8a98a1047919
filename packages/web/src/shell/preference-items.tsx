import { type MantineColorScheme, Menu, useMantineColorScheme } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { chooseLanguage, type Language, languages } from "../i18n/i18n.ts";

const schemes = ["auto", "light", "dark"] as const satisfies readonly MantineColorScheme[];

/** The menu entries that choose language and colour scheme; both are remembered in this browser. */
export function PreferenceItems(): ReactElement {
  const { t, i18n } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <Menu.Label>{t("shell.language")}</Menu.Label>
      <Menu.RadioGroup value={i18n.language} onChange={(language) => chooseLanguage(language as Language)}>
        {Object.entries(languages).map(([language, name]) => (
          <Menu.RadioItem key={language} value={language} lang={language}>
            {name}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
      <Menu.Divider />
      <Menu.Label>{t("shell.appearance")}</Menu.Label>
      <Menu.RadioGroup value={colorScheme} onChange={(scheme) => setColorScheme(scheme as MantineColorScheme)}>
        {schemes.map((scheme) => (
          <Menu.RadioItem key={scheme} value={scheme}>
            {t(`shell.scheme.${scheme}`)}
          </Menu.RadioItem>
        ))}
      </Menu.RadioGroup>
    </>
  );
}
