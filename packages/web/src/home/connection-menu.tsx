import { ActionIcon, Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconCopy, IconDotsVertical, IconExternalLink, IconPencil, IconTrash } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useRouter } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { mayCreateConnections, mayOnConnection } from "../api/permissions.ts";
import { permissionsQuery } from "../api/queries.ts";
import type { Connection } from "../api/types.ts";
import { DeleteDialog } from "./delete-dialog.tsx";
import classes from "./home.module.css";

interface ConnectionMenuProps {
  readonly connection: Connection;
  readonly isSupported: boolean;
}

/** What can be done with a connection, as far as the person is permitted. */
export function ConnectionMenu({ connection, isSupported }: ConnectionMenuProps): ReactElement | null {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const router = useRouter();
  const permissions = useQuery(permissionsQuery).data;
  const [isDeleting, deletion] = useDisclosure();
  const { identifier, name } = connection;

  const mayEdit = permissions !== undefined && mayOnConnection(permissions, identifier, "UPDATE");
  const mayDuplicate = mayEdit && mayCreateConnections(permissions);
  const mayDelete = permissions !== undefined && mayOnConnection(permissions, identifier, "DELETE");
  if (!isSupported && !mayEdit && !mayDelete) return null;

  const openTab = () => {
    const { href } = router.buildLocation({ to: "/desktop/$id", params: { id: identifier } });
    window.open(router.history.createHref(href), "_blank", "noopener");
  };

  return (
    <>
      <Menu position="bottom-end" width={270}>
        <Menu.Target>
          <ActionIcon
            className={classes.menu}
            variant="subtle"
            color="gray"
            aria-label={t("connection.actions", { name })}
          >
            <IconDotsVertical size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {isSupported && (
            <Menu.Item leftSection={<IconExternalLink size={16} />} onClick={openTab}>
              {t("connection.openTab")}
            </Menu.Item>
          )}
          {mayEdit && (
            <Menu.Item
              leftSection={<IconPencil size={16} />}
              onClick={() => navigate({ to: "/connections/$id/edit", params: { id: identifier } })}
            >
              {t("connection.edit")}
            </Menu.Item>
          )}
          {mayDuplicate && (
            <Menu.Item
              leftSection={<IconCopy size={16} />}
              onClick={() => navigate({ to: "/connections/new", search: { copyOf: identifier } })}
            >
              {t("connection.duplicate")}
            </Menu.Item>
          )}
          {mayDelete && (
            <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={deletion.open}>
              {t("connection.delete")}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      {mayDelete && <DeleteDialog connection={connection} opened={isDeleting} onClose={deletion.close} />}
    </>
  );
}
