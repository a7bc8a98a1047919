import { Button } from "@mantine/core";
import { IconPlugConnectedX } from "@tabler/icons-react";
import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { errorText, errorTitle } from "../api/error-text.ts";
import { MessagePage } from "./message-page.tsx";

/** Shown in place of a page that failed, for example because the server does not answer. */
export function FailurePage({ error, reset }: ErrorComponentProps): ReactElement {
  const { t } = useTranslation();
  const router = useRouter();
  const retry = () => {
    reset();
    router.invalidate();
  };
  return (
    <MessagePage
      icon={<IconPlugConnectedX />}
      title={errorTitle(t, error)}
      text={errorText(t, error)}
      action={<Button onClick={retry}>{t("errors.retry")}</Button>}
    />
  );
}
