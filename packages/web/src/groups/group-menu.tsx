import { Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconCopy, IconPencil, IconTrash } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { deleteUserGroup } from "../api/groups.ts";
import { ConfirmDialog } from "../shell/confirm-dialog.tsx";
import { RowActions } from "../table/row-actions.tsx";

interface GroupMenuProps {
  readonly identifier: string;
  readonly mayDelete: boolean;
  /** Undefined if the person may make no groups. */
  readonly onCopy: (() => void) | undefined;
  readonly onDeleted?: () => void;
}

/** What can be done with a group, as far as the person is permitted. */
export function GroupMenu({ identifier, mayDelete, onCopy, onDeleted }: GroupMenuProps): ReactElement {
  const { t } = useTranslation("users");
  const navigate = useNavigate();
  const client = useQueryClient();
  const [isDeleting, deletion] = useDisclosure();
  const remove = async () => {
    await deleteUserGroup(identifier);
    onDeleted?.();
    for (const key of ["userGroups", "users", "memberships", "access"]) {
      await client.invalidateQueries({ queryKey: [key] });
    }
  };
  return (
    <>
      <RowActions label={t("menu.label", { name: identifier })}>
        <Menu.Item
          leftSection={<IconPencil size={16} />}
          onClick={() => navigate({ to: "/settings/groups/$name", params: { name: identifier } })}
        >
          {t("menu.open")}
        </Menu.Item>
        {onCopy && (
          <Menu.Item leftSection={<IconCopy size={16} />} onClick={onCopy}>
            {t("menu.copy")}
          </Menu.Item>
        )}
        {mayDelete && (
          <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={deletion.open}>
            {t("menu.delete")}
          </Menu.Item>
        )}
      </RowActions>
      <ConfirmDialog
        title={t("groups.deleteTitle", { name: identifier })}
        text={t("groups.deleteText")}
        action={t("delete.confirm")}
        opened={isDeleting}
        onClose={deletion.close}
        onConfirm={remove}
      />
    </>
  );
}
