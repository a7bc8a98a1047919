import { UnstyledButton } from "@mantine/core";
import { IconEye, IconLogout } from "@tabler/icons-react";
import type { MouseEvent, ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { panelSection } from "../panel/panel-section.ts";
import type { SessionClient } from "../session-client.ts";
import { useSessionState } from "../use-session.ts";
import classes from "./sharing.module.css";
import { useSharing } from "./use-sharing.ts";

interface SharingSignProps {
  readonly client: SessionClient;
  /** The guest leaves. */
  readonly onLeave: () => void;
  /** The owner wants to see the panel. */
  readonly onShow: () => void;
}

/** Says over the desktop, as long as it is so, that several people see it. */
export function SharingSign({ client, onLeave, onShow }: SharingSignProps): ReactElement {
  return client.isGuest ? (
    <GuestSign client={client} onLeave={onLeave} />
  ) : (
    <Watching client={client} onShow={onShow} />
  );
}

/** Buttons over the desktop leave it the keyboard. */
const keepFocus = (event: MouseEvent) => event.preventDefault();

function Watching({ client, onShow }: Pick<SharingSignProps, "client" | "onShow">): ReactElement {
  const { t } = useTranslation("sharing");
  const { guests: count } = useSessionState(client);
  const { guests = [] } = useSharing(client).data ?? {};
  const name = count === 1 && guests.length === 1 ? guests[0]?.username : null;
  return (
    <section className={classes.sign} aria-label={t("watching.label")}>
      <UnstyledButton
        className={classes.signButton}
        title={t("watching.show")}
        onMouseDown={keepFocus}
        onClick={() => {
          panelSection.value = "sharing";
          onShow();
        }}
      >
        <IconEye size={16} aria-hidden />
        <span role="status">{name ? t("watching.known", { name }) : t("watching.some", { count })}</span>
      </UnstyledButton>
    </section>
  );
}

function GuestSign({ client, onLeave }: Pick<SharingSignProps, "client" | "onLeave">): ReactElement {
  const { t } = useTranslation("sharing");
  const { phase } = useSessionState(client);
  const isReadOnly = phase.kind === "active" && phase.readOnly;
  return (
    <section className={classes.sign} aria-label={t("guest.label")}>
      <IconEye size={16} aria-hidden />
      <span>{t(isReadOnly ? "guest.readOnly" : "guest.working")}</span>
      <UnstyledButton className={classes.signButton} onMouseDown={keepFocus} onClick={onLeave}>
        <IconLogout size={16} aria-hidden />
        {t("guest.leave")}
      </UnstyledButton>
    </section>
  );
}
