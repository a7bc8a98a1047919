import "../administration/administration-styles.ts";
import { Badge, Button, Group, Switch } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useQueryClient, useSuspenseQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { PageHeading } from "../administration/page-heading.tsx";
import { type ApiKey, deleteApiKey, fetchApiKeys } from "../api/activity.ts";
import { isAdministrator } from "../api/permissions.ts";
import { permissionsQuery } from "../api/queries.ts";
import { ConfirmDialog } from "../shell/confirm-dialog.tsx";
import { formatMoment } from "../shell/moment.ts";
import type { Column } from "../table/columns.ts";
import { useAddressedList } from "../table/list-state.ts";
import { ServerTable } from "../table/server-table.tsx";
import { ApiKeyDialog } from "./api-key-dialog.tsx";

/** Keys with which programs use the gateway in the person's name; administrators see everybody's. */
export function ApiKeysPage(): ReactElement {
  const { t, i18n } = useTranslation("activity");
  const queryClient = useQueryClient();
  const mayAll = isAdministrator(useSuspenseQuery(permissionsQuery).data);
  const state = useAddressedList("-created");
  const [isAdding, setAdding] = useState(false);
  const [deleted, setDeleted] = useState<ApiKey>();
  const { filters } = state.query;
  const isAll = filters.all === "true";
  const refresh = () => queryClient.invalidateQueries({ queryKey: ["api-keys"] });
  const moment = (time: number | null, otherwise: string) =>
    time === null ? otherwise : formatMoment(time, i18n.language);

  const owner: Column<ApiKey> = {
    key: "owner",
    heading: t("keys.owner"),
    isSortable: true,
    render: (key) => key.owner,
  };
  const columns: readonly Column<ApiKey>[] = [
    { key: "name", heading: t("keys.name"), isSortable: true, render: (key) => key.name },
    ...(isAll ? [owner] : []),
    {
      key: "scopes",
      heading: t("keys.scopes"),
      isSecondary: true,
      render: (key) => (
        <Group gap={4}>
          {key.scopes.map((scope) => (
            <Badge key={scope} variant="light" tt="none">
              {t(`scope.${scope}.name`)}
            </Badge>
          ))}
        </Group>
      ),
    },
    {
      key: "created",
      heading: t("keys.created"),
      isSortable: true,
      isSecondary: true,
      render: (key) => moment(key.created, ""),
    },
    {
      key: "expires",
      heading: t("keys.expires"),
      isSortable: true,
      isSecondary: true,
      render: (key) => moment(key.expires, t("keys.never")),
    },
    {
      key: "lastUsed",
      heading: t("keys.lastUsed"),
      isSortable: true,
      render: (key) => moment(key.lastUsed, t("keys.unused")),
    },
  ];

  return (
    <>
      <PageHeading
        title={t("keys.title")}
        back={{ to: "/account", label: t("keys.back") }}
        actions={
          <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
            {t("keys.add")}
          </Button>
        }
      />
      <ServerTable
        label={t("keys.title")}
        state={state}
        queryKey={["api-keys"]}
        fetch={fetchApiKeys}
        columns={columns}
        keyOf={(key) => key.identifier}
        nameOf={(key) => key.name}
        searchLabel={t("keys.search")}
        emptyTitle={t("keys.empty")}
        emptyText={t("keys.emptyText")}
        filters={
          mayAll && (
            <Switch
              label={t("keys.everybodys")}
              checked={isAll}
              onChange={(event) => state.change({ filters: { all: event.currentTarget.checked ? "true" : "" } })}
            />
          )
        }
        rowMenu={(key) => (
          <Button
            size="compact-sm"
            variant="default"
            aria-label={t("keys.deleteOne", { name: key.name })}
            onClick={() => setDeleted(key)}
          >
            {t("keys.delete")}
          </Button>
        )}
      />
      <ApiKeyDialog opened={isAdding} onClose={() => setAdding(false)} onAdded={refresh} />
      <ConfirmDialog
        title={t("keys.deleteTitle", { name: deleted?.name ?? "" })}
        text={t("keys.deleteText")}
        action={t("keys.deleteConfirm")}
        opened={deleted !== undefined}
        onClose={() => setDeleted(undefined)}
        onConfirm={async () => {
          if (deleted !== undefined) await deleteApiKey(deleted.identifier);
          await refresh();
        }}
      />
    </>
  );
}
