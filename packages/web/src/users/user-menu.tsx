import { Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconBan, IconCircleCheck, IconCopy, IconPencil, IconTrash } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { selfQuery } from "../api/queries.ts";
import type { UserItem } from "../api/users.ts";
import { RowActions } from "../table/row-actions.tsx";
import { DeleteUsersDialog } from "./delete-users-dialog.tsx";
import { useUserChange } from "./use-user-change.ts";

interface UserMenuProps {
  readonly user: UserItem;
  /** Undefined if the person may make no users. */
  readonly onCopy: (() => void) | undefined;
  readonly onDeleted?: () => void;
}

/** What can be done with a user, as far as the person is permitted. */
export function UserMenu({ user, onCopy, onDeleted }: UserMenuProps): ReactElement {
  const { t } = useTranslation("users");
  const navigate = useNavigate();
  const change = useUserChange();
  const [isDeleting, deletion] = useDisclosure();
  const { username, disabled, permissions } = user;
  const ownName = useSuspenseQuery(selfQuery).data.username;
  // Nobody can delete the own account.
  const mayDelete = permissions.includes("DELETE") && username !== ownName;
  const toggle = () => change.mutate({ usernames: [username], change: { disabled: !disabled } });
  return (
    <>
      <RowActions label={t("menu.label", { name: username })}>
        <Menu.Item
          leftSection={<IconPencil size={16} />}
          onClick={() => navigate({ to: "/settings/users/$name", params: { name: username } })}
        >
          {t("menu.open")}
        </Menu.Item>
        {onCopy && (
          <Menu.Item leftSection={<IconCopy size={16} />} onClick={onCopy}>
            {t("menu.copy")}
          </Menu.Item>
        )}
        {permissions.includes("UPDATE") && (
          <Menu.Item leftSection={disabled ? <IconCircleCheck size={16} /> : <IconBan size={16} />} onClick={toggle}>
            {t(disabled ? "menu.enable" : "menu.disable")}
          </Menu.Item>
        )}
        {mayDelete && (
          <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={deletion.open}>
            {t("menu.delete")}
          </Menu.Item>
        )}
      </RowActions>
      <DeleteUsersDialog
        usernames={[username]}
        opened={isDeleting}
        onClose={deletion.close}
        {...(onDeleted && { onDeleted })}
      />
    </>
  );
}
