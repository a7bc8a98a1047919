import { Alert, Button } from "@mantine/core";
import { IconAlertCircle } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../api/error-text.ts";

interface ErrorAlertProps {
  readonly error: unknown;
  readonly title?: string | undefined;
  /** Offered as a button, if there is something to try again. */
  readonly onRetry?: () => void;
  readonly className?: string | undefined;
}

/** Says on the page that something failed, and what to do. */
export function ErrorAlert({ error, title, onRetry, className }: ErrorAlertProps): ReactElement {
  const { t } = useTranslation();
  return (
    <Alert color="red" role="alert" icon={<IconAlertCircle />} title={title} className={className}>
      {errorText(t, error)}
      {onRetry && (
        <Button display="block" mt="sm" size="xs" variant="default" onClick={onRetry}>
          {t("errors.retry")}
        </Button>
      )}
    </Alert>
  );
}
