import { ActionIcon, Menu } from "@mantine/core";
import {
  IconCopy,
  IconDotsVertical,
  IconExternalLink,
  IconFolderPlus,
  IconFolderShare,
  IconPencil,
  IconPlus,
  IconTrash,
} from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useRouter } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { holds, mayCreateConnections } from "../api/permissions.ts";
import { permissionsQuery } from "../api/queries.ts";
import type { TreeObject } from "./tree-object.ts";
import type { ObjectActions } from "./use-object-actions.tsx";

interface ObjectMenuProps {
  readonly object: TreeObject;
  readonly actions: ObjectActions;
}

/** What can be done with one group or connection, as far as the person is permitted. */
export function ObjectMenu({ object, actions }: ObjectMenuProps): ReactElement {
  const { t } = useTranslation("connections");
  return (
    <Menu position="bottom-end" width={240} withinPortal>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t("menu.actions", { name: object.name })}>
          <IconDotsVertical size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {object.kind === "group" ? <GroupItems group={object} /> : <ConnectionItems connection={object} />}
        {object.permissions.includes("UPDATE") && (
          <Menu.Item leftSection={<IconFolderShare size={16} />} onClick={() => actions.ask("move", [object])}>
            {t("menu.move")}
          </Menu.Item>
        )}
        {object.permissions.includes("DELETE") && (
          <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={() => actions.ask("remove", [object])}>
            {t("menu.delete")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function GroupItems({ group }: { group: TreeObject }): ReactElement {
  const { t } = useTranslation("connections");
  const navigate = useNavigate();
  const permissions = useQuery(permissionsQuery).data;
  const search = { parent: group.identifier };
  const mayChange = group.permissions.includes("UPDATE");
  return (
    <>
      {mayChange && (
        <Menu.Item
          leftSection={<IconPencil size={16} />}
          onClick={() => navigate({ to: "/settings/connectionGroups/$id", params: { id: group.identifier } })}
        >
          {t("menu.edit")}
        </Menu.Item>
      )}
      {mayChange && permissions && mayCreateConnections(permissions) && (
        <Menu.Item
          leftSection={<IconPlus size={16} />}
          onClick={() => navigate({ to: "/settings/connections/new", search })}
        >
          {t("menu.newConnection")}
        </Menu.Item>
      )}
      {mayChange && permissions && holds(permissions, "CREATE_CONNECTION_GROUP") && (
        <Menu.Item
          leftSection={<IconFolderPlus size={16} />}
          onClick={() => navigate({ to: "/settings/connectionGroups/new", search })}
        >
          {t("menu.newGroup")}
        </Menu.Item>
      )}
    </>
  );
}

function ConnectionItems({ connection }: { connection: TreeObject & { kind: "connection" } }): ReactElement {
  const { t } = useTranslation("connections");
  const navigate = useNavigate();
  const router = useRouter();
  const permissions = useQuery(permissionsQuery).data;
  const { identifier } = connection;
  const mayChange = connection.permissions.includes("UPDATE");
  const openTab = () => {
    const { href } = router.buildLocation({ to: "/desktop/$id", params: { id: identifier } });
    window.open(router.history.createHref(href), "_blank", "noopener");
  };
  return (
    <>
      {connection.protocol === "rdp" && (
        <Menu.Item leftSection={<IconExternalLink size={16} />} onClick={openTab}>
          {t("menu.openTab")}
        </Menu.Item>
      )}
      {mayChange && (
        <Menu.Item
          leftSection={<IconPencil size={16} />}
          onClick={() => navigate({ to: "/settings/connections/$id", params: { id: identifier } })}
        >
          {t("menu.edit")}
        </Menu.Item>
      )}
      {mayChange && permissions && mayCreateConnections(permissions) && (
        <Menu.Item
          leftSection={<IconCopy size={16} />}
          onClick={() => navigate({ to: "/settings/connections/new", search: { copyOf: identifier } })}
        >
          {t("menu.duplicate")}
        </Menu.Item>
      )}
    </>
  );
}
