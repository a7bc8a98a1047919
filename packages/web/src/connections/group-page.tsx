import { Skeleton, Tabs } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { PageHeading } from "../administration/page-heading.tsx";
import {
  createGroup,
  groupSchemaQuery,
  type StoredGroup,
  storedGroupQuery,
  updateGroup,
} from "../api/connection-groups.ts";
import { rootGroup } from "../api/gateway.ts";
import { refreshConnections } from "../api/queries.ts";
import classes from "../connection-form/form.module.css";
import { WhoMayUse } from "../permissions/who-may-use.tsx";
import { ErrorAlert } from "../shell/error-alert.tsx";
import { GroupForm } from "./group-form.tsx";

/** Adds a group of connections. */
export function NewGroupPage(): ReactElement {
  const { t } = useTranslation("connections");
  const { parent = rootGroup }: { parent?: string } = useSearch({ strict: false });
  const start: StoredGroup = { name: "", parentIdentifier: parent, type: "ORGANIZATIONAL", attributes: {} };
  return (
    <GroupPage
      title={t("group.new")}
      start={start}
      submitLabel={t("group.create")}
      save={async (group) => {
        await createGroup(group);
      }}
    />
  );
}

/** Edits a group of connections. */
export function EditGroupPage(): ReactElement {
  const { id = "" } = useParams({ strict: false });
  const { t } = useTranslation("connections");
  const { t: app } = useTranslation();
  const stored = useQuery(storedGroupQuery(id));
  if (stored.isError) return <ErrorAlert title={t("group.failedLoad")} error={stored.error} onRetry={stored.refetch} />;
  return (
    <GroupPage
      title={stored.data?.name ?? t("group.edit")}
      identifier={id}
      start={stored.data}
      submitLabel={app("form.save")}
      save={(group) => updateGroup(id, group)}
    />
  );
}

interface GroupPageProps {
  readonly title: string;
  /** Undefined for a new group. */
  readonly identifier?: string;
  /** Undefined until it has arrived. */
  readonly start: StoredGroup | undefined;
  readonly submitLabel: string;
  readonly save: (group: StoredGroup) => Promise<void>;
}

function GroupPage({ title, identifier, start, submitLabel, save }: GroupPageProps): ReactElement {
  const { t } = useTranslation("connections");
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const schema = useQuery(groupSchemaQuery);
  const onSaved = async (name: string) => {
    await refreshConnections(queryClient);
    await navigate({ to: "/settings/connections", ignoreBlocker: true });
    notifications.show({ message: t("group.saved", { name }) });
  };
  return (
    <div className={classes.page}>
      <PageHeading title={title} back={{ to: "/settings/connections", label: t("title") }} />
      {schema.isError && <ErrorAlert error={schema.error} onRetry={schema.refetch} />}
      {start && schema.data ? (
        <WithAccess identifier={identifier}>
          <GroupForm
            start={start}
            identifier={identifier}
            schema={schema.data}
            submitLabel={submitLabel}
            save={save}
            onSaved={onSaved}
          />
        </WithAccess>
      ) : (
        <Skeleton height={260} aria-busy="true" />
      )}
    </div>
  );
}

/** The form of a group and, once there is one, who may use it. */
function WithAccess({ identifier, children }: { identifier: string | undefined; children: ReactNode }): ReactNode {
  const { t } = useTranslation("parameters");
  if (identifier === undefined) return children;
  return (
    <Tabs defaultValue="settings">
      <Tabs.List mb="lg">
        <Tabs.Tab value="settings">{t("tabs.settings")}</Tabs.Tab>
        <Tabs.Tab value="access">{t("tabs.access")}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="settings">{children}</Tabs.Panel>
      <Tabs.Panel value="access" keepMounted={false}>
        <WhoMayUse object={{ kind: "connectionGroup", identifier }} />
      </Tabs.Panel>
    </Tabs>
  );
}
