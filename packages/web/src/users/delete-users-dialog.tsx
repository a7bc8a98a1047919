import { useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { ConfirmDialog } from "../activity/confirm-dialog.tsx";
import { changeUsers } from "../api/users.ts";

interface DeleteUsersDialogProps {
  readonly usernames: readonly string[];
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onDeleted?: () => void;
}

/** Asks before users are deleted, and says what goes with them and what stays. */
export function DeleteUsersDialog(props: DeleteUsersDialogProps): ReactElement {
  const { usernames, opened, onClose, onDeleted } = props;
  const { t } = useTranslation("users");
  const client = useQueryClient();
  const [first = ""] = usernames;
  const remove = async () => {
    await changeUsers(usernames, { remove: true });
    onDeleted?.();
    for (const key of ["users", "userGroups", "memberships", "access"]) {
      await client.invalidateQueries({ queryKey: [key] });
    }
  };
  return (
    <ConfirmDialog
      title={t("delete.title", { count: usernames.length, name: first })}
      text={t("delete.text")}
      action={t("delete.confirm")}
      opened={opened}
      onClose={onClose}
      onConfirm={remove}
    />
  );
}
