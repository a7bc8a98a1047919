import { Button, Text } from "@mantine/core";
import { IconUser } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useRef } from "react";
import { useTranslation } from "react-i18next";
import { type Guest, sendAway, sharingQuery } from "../../api/session-sharing.ts";
import { ErrorAlert } from "../../shell/error-alert.tsx";
import classes from "./sharing.module.css";

interface GuestListProps {
  readonly session: string;
  readonly guests: readonly Guest[];
}

/** Who looks at the desktop now. */
export function GuestList({ session, guests }: GuestListProps): ReactElement {
  const { t } = useTranslation("sharing");
  const queryClient = useQueryClient();
  const list = useRef<HTMLUListElement>(null);
  const sending = useMutation({
    mutationFn: (guest: string) => sendAway(session, guest),
    // The button that had the focus goes with its row.
    onSuccess: () => list.current?.focus(),
    onSettled: () => queryClient.invalidateQueries(sharingQuery(session)),
  });
  return (
    <section aria-label={t("guests.title")}>
      <h3 className={classes.heading}>{t("guests.title")}</h3>
      {guests.length === 0 && <Text size="sm">{t("guests.empty")}</Text>}
      {sending.isError && <ErrorAlert error={sending.error} />}
      <ul ref={list} className={classes.list} tabIndex={-1} aria-label={t("guests.title")}>
        {guests.map((guest) => (
          <GuestRow key={guest.id} guest={guest} onSendAway={() => sending.mutate(guest.id)} />
        ))}
      </ul>
      {guests.length > 0 && (
        <Text size="xs" c="dimmed" mt={6}>
          {t("guests.mayReturn")}
        </Text>
      )}
    </section>
  );
}

function GuestRow({ guest, onSendAway }: { readonly guest: Guest; readonly onSendAway: () => void }): ReactElement {
  const { t, i18n } = useTranslation("sharing");
  const name = guest.username ?? t("guests.anonymous");
  const time = new Date(guest.since).toLocaleTimeString(i18n.language, { timeStyle: "short" });
  return (
    <li className={classes.row}>
      <IconUser size={20} aria-hidden />
      <div className={classes.facts}>
        <strong>{name}</strong>
        <span className={classes.detail}>{t("guests.facts", { host: guest.remoteHost, time })}</span>
        <div>
          <Button
            variant="light"
            color="red"
            size="compact-sm"
            aria-label={t("guests.sendAwayNamed", { name })}
            onClick={onSendAway}
          >
            {t("guests.sendAway")}
          </Button>
        </div>
      </div>
    </li>
  );
}
