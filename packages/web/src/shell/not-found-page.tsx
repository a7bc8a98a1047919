import { IconMapQuestion } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { LinkButton } from "./links.tsx";
import { MessagePage } from "./message-page.tsx";

/** Shown for an address that leads nowhere. */
export function NotFoundPage(): ReactElement {
  const { t } = useTranslation();
  return (
    <MessagePage
      icon={<IconMapQuestion />}
      title={t("errors.notFoundTitle")}
      text={t("errors.notFound")}
      action={<LinkButton to="/">{t("errors.goHome")}</LinkButton>}
    />
  );
}
