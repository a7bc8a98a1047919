import { Skeleton, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { PageHeading } from "../administration/page-heading.tsx";
import { type PageTab, PageTabs } from "../administration/page-tabs.tsx";
import { holds, mayAudit, mayOn } from "../api/permissions.ts";
import { permissionsQuery } from "../api/queries.ts";
import type { PermissionSet } from "../api/types.ts";
import { type User, type UserItem, userItemQuery, userQuery } from "../api/users.ts";
import { MembershipList } from "../groups/membership-list.tsx";
import { RightsTab } from "../permissions/rights-tab.tsx";
import { WhatMayUse } from "../permissions/what-may-use.tsx";
import { ErrorAlert } from "../shell/error-alert.tsx";
import { Section } from "../shell/section.tsx";
import { AccountForm } from "./account-form.tsx";
import { EventsTab } from "./events-tab.tsx";
import { NewUserDialog } from "./new-user-dialog.tsx";
import { SecurityTab } from "./security-tab.tsx";
import { UserMenu } from "./user-menu.tsx";
import { UserState } from "./user-state.tsx";

/** Everything about one user. */
export function UserPage(): ReactElement {
  const { t } = useTranslation("users");
  const { name } = useParams({ from: "/signed-in/settings/users/$name" });
  const user = useQuery(userQuery(name));
  const item = useQuery(userItemQuery(name)).data ?? undefined;
  const own = useQuery(permissionsQuery).data;
  return (
    <>
      <PageHeading
        title={name}
        back={{ to: "/settings/users", label: t("list.title") }}
        badges={
          item && (
            <>
              <Text c="dimmed">{item.fullName}</Text>
              <UserState account={{ ...item, mustChange: item.expired === true }} />
            </>
          )
        }
        actions={item && own && <Actions item={item} mayCreate={holds(own, "CREATE_USER")} />}
      />
      {user.isError ? (
        <ErrorAlert title={t("page.failed")} error={user.error} onRetry={user.refetch} />
      ) : user.data && own ? (
        // Another user is another form.
        <UserTabs key={name} user={user.data} item={item} own={own} />
      ) : (
        <Skeleton height={320} />
      )}
    </>
  );
}

function Actions({ item, mayCreate }: { item: UserItem; mayCreate: boolean }): ReactElement {
  const navigate = useNavigate();
  const [isCopying, copying] = useDisclosure();
  return (
    <>
      <UserMenu
        user={item}
        onCopy={mayCreate ? copying.open : undefined}
        onDeleted={() => navigate({ to: "/settings/users", ignoreBlocker: true })}
      />
      <NewUserDialog copyOf={item.username} opened={isCopying} onClose={copying.close} />
    </>
  );
}

interface UserTabsProps {
  readonly user: User;
  readonly item: UserItem | undefined;
  readonly own: PermissionSet;
}

function UserTabs({ user, item, own }: UserTabsProps): ReactElement {
  const { t } = useTranslation("users");
  const subject = { kind: "user", name: user.username } as const;
  const object = { kind: "user", identifier: user.username } as const;
  const mayUpdate = mayOn(own, object, "UPDATE");
  const mayAdminister = mayOn(own, object, "ADMINISTER");
  const tabs: readonly PageTab[] = [
    {
      key: "account",
      label: t("tab.account"),
      render: () => <AccountForm user={user} mayUpdate={mayUpdate} mayAdminister={mayAdminister} />,
    },
    { key: "access", label: t("tab.access"), render: () => <WhatMayUse subject={subject} /> },
    {
      key: "groups",
      label: t("tab.groups"),
      render: () => (
        <Section title={t("membership.userGroups.title")} text={t("membership.userGroups.text")}>
          <MembershipList subject={subject} membership="userGroups" mayChange={mayUpdate} />
        </Section>
      ),
    },
    { key: "rights", label: t("tab.rights"), render: () => <RightsTab subject={subject} /> },
    {
      key: "security",
      label: t("tab.security"),
      render: () => <SecurityTab user={user} item={item} mayUpdate={mayUpdate} mayAdminister={mayAdminister} />,
    },
    ...(mayAudit(own)
      ? [{ key: "events", label: t("tab.events"), render: () => <EventsTab subject={subject} /> }]
      : []),
  ];
  return <PageTabs tabs={tabs} />;
}
