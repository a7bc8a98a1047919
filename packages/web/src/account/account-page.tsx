import { Button, Skeleton, Stack, Title } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery, useSuspenseQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { secondFactorsQuery, signInsQuery } from "../api/account.ts";
import { selfQuery } from "../api/queries.ts";
import { ErrorAlert } from "../shell/error-alert.tsx";
import { LinkButton } from "../shell/links.tsx";
import { usePageTitle } from "../shell/page-title.ts";
import { Section } from "../shell/section.tsx";
import classes from "./account.module.css";
import { PasskeysSection } from "./passkeys-section.tsx";
import { PasswordDialog } from "./password-dialog.tsx";
import { SignInsSection } from "./sign-ins-section.tsx";
import { TwoStepSection } from "./two-step-section.tsx";

/** The person's own account: how they get in, and where they are signed in. */
export function AccountPage(): ReactElement {
  const { t } = useTranslation("account");
  const { username } = useSuspenseQuery(selfQuery).data;
  const factors = useQuery(secondFactorsQuery);
  const signIns = useQuery(signInsQuery);
  const [changing, password] = useDisclosure();
  const failed = [factors, signIns].find((query) => query.isError);
  usePageTitle(t("title"));
  return (
    <div className={classes.page}>
      <Title order={1} fz="h2" mb="lg">
        {t("heading", { username })}
      </Title>
      <Section title={t("password.heading")} text={t("password.text")}>
        <Button variant="default" onClick={password.open}>
          {t("password.change")}
        </Button>
      </Section>
      {failed ? (
        <ErrorAlert error={failed.error} onRetry={failed.refetch} />
      ) : factors.data && signIns.data ? (
        <>
          <TwoStepSection factors={factors.data} />
          <PasskeysSection passkeys={factors.data.passkeys} />
          <SignInsSection signIns={signIns.data} />
          <Section title={t("keys.heading")} text={t("keys.text")}>
            <LinkButton to="/account/apiKeys" variant="default">
              {t("keys.manage")}
            </LinkButton>
          </Section>
        </>
      ) : (
        <Stack aria-busy="true">
          <Skeleton height={150} />
          <Skeleton height={150} />
          <Skeleton height={200} />
        </Stack>
      )}
      <PasswordDialog username={username} opened={changing} onClose={password.close} />
    </div>
  );
}
