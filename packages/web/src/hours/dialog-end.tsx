import { Button, Group } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { ErrorAlert } from "../shell/error-alert.tsx";

interface DialogEndProps {
  /** What sending the form does. */
  readonly doing: { readonly isPending: boolean; readonly error: Error | null };
  readonly action: string;
  readonly onClose: () => void;
}

/** The end of a form in a dialog: why it failed, and its buttons. */
export function DialogEnd({ doing, action, onClose }: DialogEndProps): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      {doing.error && <ErrorAlert error={doing.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t("common.cancel")}
        </Button>
        <Button type="submit" loading={doing.isPending}>
          {action}
        </Button>
      </Group>
    </>
  );
}
