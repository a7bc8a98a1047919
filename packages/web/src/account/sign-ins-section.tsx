import { Badge, Button, Text } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { endOtherSignIns, endSignIn, type SignIn, signInsQuery } from "../api/account.ts";
import { ErrorAlert } from "../shell/error-alert.tsx";
import { formatMoment } from "../shell/moment.ts";
import { Section } from "../shell/section.tsx";
import classes from "./account.module.css";
import { deviceName } from "./device-name.ts";

/** Where the person is signed in, so that a stranger is noticed and put out. */
export function SignInsSection({ signIns }: { signIns: readonly SignIn[] }): ReactElement {
  const { t, i18n } = useTranslation("account");
  const queryClient = useQueryClient();
  const ending = useMutation({
    mutationFn: (signIn: SignIn | undefined) =>
      signIn === undefined ? endOtherSignIns() : endSignIn(signIn.identifier),
    onSettled: () => queryClient.invalidateQueries(signInsQuery),
  });
  return (
    <Section title={t("signIns.heading")} text={t("signIns.text")}>
      {ending.isError && <ErrorAlert error={ending.error} />}
      <ul className={classes.list}>
        {signIns.map((signIn) => (
          <li key={signIn.identifier} className={classes.item}>
            <div className={classes.grow}>
              {deviceName(signIn.userAgent) ?? t("signIns.unknownDevice")}{" "}
              {signIn.current && <Badge variant="light">{t("signIns.current")}</Badge>}
              <Text size="sm" c="dimmed">
                {t("signIns.details", {
                  address: signIn.remoteHost,
                  since: formatMoment(signIn.created, i18n.language),
                  seen: formatMoment(signIn.lastSeen, i18n.language),
                })}
              </Text>
            </div>
            {!signIn.current && (
              <Button variant="default" size="xs" disabled={ending.isPending} onClick={() => ending.mutate(signIn)}>
                {t("signIns.end")}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {signIns.length > 1 && (
        <Button variant="default" loading={ending.isPending} onClick={() => ending.mutate(undefined)}>
          {t("signIns.endOthers")}
        </Button>
      )}
    </Section>
  );
}
