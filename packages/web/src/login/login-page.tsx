import { ActionIcon, Menu, Paper, Text } from "@mantine/core";
import { IconLanguage } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useRouter, useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { About } from "../shell/about.tsx";
import { BrandMark } from "../shell/brand.tsx";
import { usePageTitle } from "../shell/page-title.ts";
import { PreferenceItems } from "../shell/preference-items.tsx";
import { LoginForm } from "./login-form.tsx";
import classes from "./login-page.module.css";
import { pageAfterLogin } from "./page-after-login.ts";

export function LoginPage(): ReactElement {
  const { t } = useTranslation();
  const { redirect } = useSearch({ from: "/login" });
  const router = useRouter();
  const queryClient = useQueryClient();
  usePageTitle(t("title.login"));

  const enter = () => {
    // What was loaded before may belong to someone else.
    queryClient.clear();
    router.history.replace(pageAfterLogin(redirect));
  };

  return (
    <div className={classes.page}>
      <div className={classes.preferences}>
        <Menu position="bottom-end" width={220}>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" size="lg" aria-label={t("shell.preferences")}>
              <IconLanguage size={20} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <PreferenceItems />
          </Menu.Dropdown>
        </Menu>
      </div>
      <main className={classes.main}>
        <div className={classes.brand}>
          <BrandMark size={52} />
          <Text fw={600} fz={22}>
            Passerelle
          </Text>
        </div>
        <Paper withBorder className={classes.card}>
          <LoginForm isReturning={redirect !== undefined && pageAfterLogin(redirect) !== "/"} onSignedIn={enter} />
        </Paper>
      </main>
      <About />
    </div>
  );
}
