import { Button, Menu } from "@mantine/core";
import { IconBinaryTree, IconChevronDown, IconDeviceDesktop, IconFolder, IconList } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { PageHeading } from "../administration/page-heading.tsx";
import { holds, mayCreateConnections } from "../api/permissions.ts";
import { permissionsQuery } from "../api/queries.ts";
import { LinkButton } from "../shell/links.tsx";

/** The heading of the two views of the connections, with the way between them and to new ones. */
export function ConnectionsHeading({ view }: { view: "tree" | "list" }): ReactElement {
  const { t } = useTranslation("connections");
  const current = (is: boolean) =>
    is ? { variant: "light", "aria-current": "page" as const } : { variant: "default" };
  return (
    <PageHeading
      title={t("title")}
      actions={
        <>
          <Button.Group>
            <LinkButton
              to="/settings/connections"
              leftSection={<IconBinaryTree size={16} />}
              {...current(view === "tree")}
            >
              {t("view.tree")}
            </LinkButton>
            <LinkButton
              to="/settings/connections/all"
              leftSection={<IconList size={16} />}
              {...current(view === "list")}
            >
              {t("view.list")}
            </LinkButton>
          </Button.Group>
          <AddMenu />
        </>
      }
    />
  );
}

function AddMenu(): ReactElement | null {
  const { t } = useTranslation("connections");
  const navigate = useNavigate();
  const permissions = useQuery(permissionsQuery).data;
  const mayAddConnection = permissions !== undefined && mayCreateConnections(permissions);
  const mayAddGroup = permissions !== undefined && holds(permissions, "CREATE_CONNECTION_GROUP");
  if (!mayAddConnection && !mayAddGroup) return null;
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <Button rightSection={<IconChevronDown size={16} />}>{t("add")}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {mayAddConnection && (
          <Menu.Item
            leftSection={<IconDeviceDesktop size={16} />}
            onClick={() => navigate({ to: "/settings/connections/new" })}
          >
            {t("addConnection")}
          </Menu.Item>
        )}
        {mayAddGroup && (
          <Menu.Item
            leftSection={<IconFolder size={16} />}
            onClick={() => navigate({ to: "/settings/connectionGroups/new" })}
          >
            {t("addGroup")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
