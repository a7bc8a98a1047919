import { Button, Group, Skeleton, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { notifications } from "@mantine/notifications";
import { IconKey } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { deviceName } from "../account/device-name.ts";
import { selfQuery } from "../api/queries.ts";
import { endSignInOf, resetSecondFactors, signInsOfQuery, type User, type UserItem } from "../api/users.ts";
import { ConfirmDialog } from "../shell/confirm-dialog.tsx";
import { ErrorAlert } from "../shell/error-alert.tsx";
import { formatMoment } from "../shell/moment.ts";
import { Section } from "../shell/section.tsx";
import { SetPasswordDialog } from "./set-password-dialog.tsx";
import classes from "./users.module.css";

interface SecurityTabProps {
  readonly user: User;
  readonly item: UserItem | undefined;
  readonly mayUpdate: boolean;
  readonly mayAdminister: boolean;
}

/** How somebody gets in: the password, second factors, and where one is signed in now. */
export function SecurityTab({ user, item, mayUpdate, mayAdminister }: SecurityTabProps): ReactElement {
  const { t } = useTranslation("users");
  const [isSetting, setting] = useDisclosure();
  // The own password is changed on the account's own page, with the old one.
  const isOneself = useSuspenseQuery(selfQuery).data.username === user.username;
  return (
    <div className={classes.narrow}>
      {mayUpdate && !isOneself && (
        <Section title={t("password.heading")} text={t("password.text")}>
          <Button variant="default" leftSection={<IconKey size={16} aria-hidden />} onClick={setting.open}>
            {t("password.set")}
          </Button>
          <SetPasswordDialog user={user} mayAdminister={mayAdminister} opened={isSetting} onClose={setting.close} />
        </Section>
      )}
      {mayAdminister && (
        <>
          <SecondFactors username={user.username} factors={item?.secondFactors ?? []} />
          <SignIns username={user.username} />
        </>
      )}
    </div>
  );
}

interface SecondFactorsProps {
  readonly username: string;
  readonly factors: UserItem["secondFactors"];
}

function SecondFactors({ username, factors }: SecondFactorsProps): ReactElement {
  const { t } = useTranslation("users");
  const client = useQueryClient();
  const [isAsking, asking] = useDisclosure();
  const reset = async () => {
    await resetSecondFactors(username);
    notifications.show({ message: t("factors.wasReset", { name: username }) });
    await client.invalidateQueries({ queryKey: ["users"] });
  };
  return (
    <Section title={t("factors.heading")} text={t("factors.text")}>
      <Group justify="space-between">
        <Text size="sm">
          {factors.length === 0 ? t("factors.none") : factors.map((factor) => t(`factor.${factor}`)).join(", ")}
        </Text>
        {factors.length > 0 && (
          <Button variant="default" onClick={asking.open}>
            {t("factors.reset")}
          </Button>
        )}
      </Group>
      <ConfirmDialog
        title={t("factors.resetTitle", { name: username })}
        text={t("factors.resetText")}
        action={t("factors.resetConfirm")}
        opened={isAsking}
        onClose={asking.close}
        onConfirm={reset}
      />
    </Section>
  );
}

function SignIns({ username }: { username: string }): ReactElement {
  const { t, i18n } = useTranslation("users");
  const client = useQueryClient();
  const signIns = useQuery(signInsOfQuery(username));
  const ending = useMutation({
    mutationFn: (identifier?: string) => endSignInOf(username, identifier),
    onSettled: () => client.invalidateQueries({ queryKey: ["users"] }),
  });
  return (
    <Section title={t("signIns.heading")} text={t("signIns.text")}>
      {ending.isError && <ErrorAlert error={ending.error} />}
      {signIns.isError && <ErrorAlert error={signIns.error} onRetry={signIns.refetch} />}
      {signIns.isPending && <Skeleton height={40} />}
      {signIns.data?.length === 0 && <Text size="sm">{t("signIns.none")}</Text>}
      <ul className={classes.items}>
        {signIns.data?.map((signIn) => (
          <li key={signIn.identifier} className={classes.item}>
            <div>
              {deviceName(signIn.userAgent) ?? t("signIns.unknownDevice")}
              <Text size="sm" c="dimmed">
                {t("signIns.details", {
                  address: signIn.remoteHost,
                  since: formatMoment(signIn.created, i18n.language),
                  seen: formatMoment(signIn.lastSeen, i18n.language),
                })}
              </Text>
            </div>
            <Button
              variant="default"
              size="xs"
              disabled={ending.isPending}
              onClick={() => ending.mutate(signIn.identifier)}
            >
              {t("signIns.end")}
            </Button>
          </li>
        ))}
      </ul>
      {signIns.data !== undefined && signIns.data.length > 1 && (
        <Button variant="default" mt="sm" loading={ending.isPending} onClick={() => ending.mutate(undefined)}>
          {t("signIns.endAll")}
        </Button>
      )}
    </Section>
  );
}
