import { useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { changeUsers } from "../api/users.ts";
import { ConfirmDialog } from "../shell/confirm-dialog.tsx";

interface DeleteUsersDialogProps {
  readonly usernames: readonly string[];
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onDeleted?: () => void;
}

/** The first names in words, and how many more there are. */
function listOf(names: readonly string[], language: string): string {
  const shown = names.slice(0, 5);
  const more = names.length - shown.length;
  return new Intl.ListFormat(language).format(more === 0 ? shown : [...shown, `+${more}`]);
}

/** Asks before users are deleted, and says what goes with them and what stays. */
export function DeleteUsersDialog(props: DeleteUsersDialogProps): ReactElement {
  const { usernames, opened, onClose, onDeleted } = props;
  const { t, i18n } = useTranslation("users");
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
      text={t("delete.text", { count: usernames.length, names: listOf(usernames, i18n.language) })}
      action={t("delete.confirm")}
      opened={opened}
      onClose={onClose}
      onConfirm={remove}
    />
  );
}
