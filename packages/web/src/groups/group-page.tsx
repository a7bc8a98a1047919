import { Badge, Skeleton } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { PageHeading } from "../administration/page-heading.tsx";
import { type PageTab, PageTabs } from "../administration/page-tabs.tsx";
import { type UserGroup, userGroupQuery } from "../api/groups.ts";
import { holds, mayAudit, mayOn } from "../api/permissions.ts";
import { permissionsQuery } from "../api/queries.ts";
import type { PermissionSet } from "../api/types.ts";
import { RightsTab } from "../permissions/rights-tab.tsx";
import { WhatMayUse } from "../permissions/what-may-use.tsx";
import { ErrorAlert } from "../shell/error-alert.tsx";
import { Section } from "../shell/section.tsx";
import { EventsTab } from "../users/events-tab.tsx";
import { GroupForm } from "./group-form.tsx";
import { GroupMenu } from "./group-menu.tsx";
import { MemberUsers } from "./member-users.tsx";
import { MembershipList } from "./membership-list.tsx";
import { NewGroupDialog } from "./new-group-dialog.tsx";

/** Everything about one group of users. */
export function GroupPage(): ReactElement {
  const { t } = useTranslation("users");
  const { name } = useParams({ from: "/signed-in/settings/groups/$name" });
  const group = useQuery(userGroupQuery(name));
  const own = useQuery(permissionsQuery).data;
  return (
    <>
      <PageHeading
        title={name}
        back={{ to: "/settings/groups", label: t("groups.title") }}
        badges={
          group.data?.disabled && (
            <Badge variant="light" color="red" tt="none">
              {t("groups.disabled")}
            </Badge>
          )
        }
        actions={own && group.data && <Actions identifier={name} own={own} />}
      />
      {group.isError ? (
        <ErrorAlert title={t("page.failed")} error={group.error} onRetry={group.refetch} />
      ) : group.data && own ? (
        <GroupTabs key={name} group={group.data} own={own} />
      ) : (
        <Skeleton height={320} />
      )}
    </>
  );
}

function Actions({ identifier, own }: { identifier: string; own: PermissionSet }): ReactElement {
  const navigate = useNavigate();
  const [isCopying, copying] = useDisclosure();
  return (
    <>
      <GroupMenu
        identifier={identifier}
        mayDelete={mayOn(own, { kind: "userGroup", identifier }, "DELETE")}
        onCopy={holds(own, "CREATE_USER_GROUP") ? copying.open : undefined}
        onDeleted={() => navigate({ to: "/settings/groups", ignoreBlocker: true })}
      />
      <NewGroupDialog copyOf={identifier} opened={isCopying} onClose={copying.close} />
    </>
  );
}

function GroupTabs({ group, own }: { group: UserGroup; own: PermissionSet }): ReactElement {
  const { t } = useTranslation("users");
  const { identifier } = group;
  const subject = { kind: "userGroup", name: identifier } as const;
  const mayUpdate = mayOn(own, { kind: "userGroup", identifier }, "UPDATE");
  const tabs: readonly PageTab[] = [
    {
      key: "members",
      label: t("tab.members"),
      render: () => <MemberUsers group={identifier} mayChange={mayUpdate} />,
    },
    {
      key: "nesting",
      label: t("tab.nesting"),
      render: () =>
        (["memberUserGroups", "userGroups"] as const).map((membership) => (
          <Section
            key={membership}
            title={t(`membership.${membership}.title`)}
            text={t(membership === "userGroups" ? "membership.groupInGroups" : "membership.memberUserGroups.text")}
          >
            <MembershipList subject={subject} membership={membership} mayChange={mayUpdate} />
          </Section>
        )),
    },
    { key: "access", label: t("tab.access"), render: () => <WhatMayUse subject={subject} /> },
    { key: "rights", label: t("tab.rights"), render: () => <RightsTab subject={subject} /> },
    {
      key: "settings",
      label: t("tab.settings"),
      render: () => <GroupForm group={group} mayUpdate={mayUpdate} />,
    },
    ...(mayAudit(own)
      ? [{ key: "events", label: t("tab.events"), render: () => <EventsTab subject={subject} /> }]
      : []),
  ];
  return <PageTabs tabs={tabs} />;
}
