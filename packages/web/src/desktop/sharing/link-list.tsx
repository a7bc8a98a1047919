import { ActionIcon, Button, Text, TextInput } from "@mantine/core";
import { IconCheck, IconCopy, IconTrash } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { revokeLink, type SharedLink, sharingQuery } from "../../api/session-sharing.ts";
import { ErrorAlert } from "../../shell/error-alert.tsx";
import { formatMoment } from "../../shell/moment.ts";
import { copyText } from "../stats/copy-text.ts";
import { addressOfLink } from "./link-addresses.ts";
import classes from "./sharing.module.css";

interface LinkListProps {
  readonly session: string;
  readonly links: readonly SharedLink[];
}

/** The links that lead to the desktop now. */
export function LinkList({ session, links }: LinkListProps): ReactElement {
  const { t } = useTranslation("sharing");
  const queryClient = useQueryClient();
  const list = useRef<HTMLUListElement>(null);
  const revoking = useMutation({
    mutationFn: (link: string) => revokeLink(session, link),
    // The button that had the focus goes with its row.
    onSuccess: () => list.current?.focus(),
    onSettled: () => queryClient.invalidateQueries(sharingQuery(session)),
  });
  return (
    <section aria-label={t("links.title")}>
      <h3 className={classes.heading}>{t("links.title")}</h3>
      {links.length === 0 && <Text size="sm">{t("links.empty")}</Text>}
      {revoking.isError && <ErrorAlert error={revoking.error} />}
      <ul ref={list} className={classes.list} tabIndex={-1} aria-label={t("links.title")}>
        {links.map((link) => (
          <LinkRow key={link.id} link={link} onRevoke={() => revoking.mutate(link.id)} />
        ))}
      </ul>
    </section>
  );
}

function LinkRow({ link, onRevoke }: { readonly link: SharedLink; readonly onRevoke: () => void }): ReactElement {
  const { t, i18n } = useTranslation("sharing");
  const { name } = link.profile;
  const { expiresAt, guests } = link;
  const address = addressOfLink(link.id);
  const end =
    expiresAt === null ? t("links.always") : t("links.until", { moment: formatMoment(expiresAt, i18n.language) });
  return (
    <li className={classes.row}>
      <div className={classes.facts}>
        <strong>{name}</strong>
        <span className={classes.detail}>{[end, t("links.guests", { count: guests })].join(" · ")}</span>
        {address === undefined ? (
          <span className={classes.detail}>{t("links.gone")}</span>
        ) : (
          <Address name={name} address={address} />
        )}
      </div>
      <ActionIcon
        variant="subtle"
        color="red"
        aria-label={t("links.revoke", { name })}
        title={t("links.revoke", { name })}
        onClick={onRevoke}
      >
        <IconTrash size={16} aria-hidden />
      </ActionIcon>
    </li>
  );
}

function Address({ name, address }: { readonly name: string; readonly address: string }): ReactElement {
  const { t } = useTranslation("sharing");
  const [isCopied, setCopied] = useState<boolean>();
  return (
    <>
      <TextInput
        size="xs"
        readOnly
        aria-label={t("links.address", { name })}
        value={address}
        onFocus={(event) => event.currentTarget.select()}
      />
      <div>
        <Button
          variant="light"
          size="compact-sm"
          leftSection={isCopied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          aria-label={t("links.copyNamed", { name })}
          onClick={() => void copyText(address).then(setCopied)}
        >
          {t("links.copy")}
        </Button>
      </div>
      <span role="status" className={classes.detail}>
        {isCopied !== undefined && t(isCopied ? "links.copied" : "links.notCopied")}
      </span>
    </>
  );
}
