import { Button, EmptyState, Skeleton, Text } from "@mantine/core";
import { IconPlus, IconUserShield } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { PageHeading } from "../administration/page-heading.tsx";
import { type HoursRole, rolesQuery, takeRole } from "../api/hours-planning.ts";
import { ConfirmDialog } from "../shell/confirm-dialog.tsx";
import { ErrorAlert } from "../shell/error-alert.tsx";
import { HolderName } from "./holder-name.tsx";
import { PlainTable } from "./plain-table.tsx";
import { RoleDialog } from "./role-dialog.tsx";
import { useAccess } from "./use-access.ts";

/** Who leads which team, and who keeps everybody's hours. */
export function RolesPage(): ReactElement {
  const { t } = useTranslation("hoursKeeping");
  const found = useQuery(rolesQuery);
  const { administer } = useAccess();
  const [isAdding, setAdding] = useState(false);
  return (
    <>
      <PageHeading
        title={t("roles.title")}
        actions={
          administer && (
            <Button leftSection={<IconPlus size={16} />} onClick={() => setAdding(true)}>
              {t("roles.add")}
            </Button>
          )
        }
      />
      <Text size="sm" c="dimmed" mb="md" maw="90ch">
        {t("roles.text")}
      </Text>
      {found.isError ? (
        <ErrorAlert error={found.error} onRetry={found.refetch} />
      ) : found.data === undefined ? (
        <Skeleton height={200} aria-busy="true" />
      ) : found.data.items.length === 0 ? (
        <EmptyState icon={<IconUserShield />} title={t("roles.none")} withIndicatorBackground py={48} />
      ) : (
        <Roles roles={found.data.items} />
      )}
      {isAdding && <RoleDialog onClose={() => setAdding(false)} />}
    </>
  );
}

function Roles({ roles }: { roles: readonly HoursRole[] }): ReactElement {
  const { t } = useTranslation("hoursKeeping");
  const queryClient = useQueryClient();
  const { administer } = useAccess();
  const [taken, setTaken] = useState<HoursRole>();
  return (
    <>
      <PlainTable
        label={t("roles.title")}
        rows={roles}
        keyOf={({ holder, role, team }) => `${holder.kind} ${holder.name} ${role} ${team ?? ""}`}
        columns={[
          { key: "holder", heading: t("holder.heading"), render: ({ holder }) => <HolderName holder={holder} /> },
          { key: "role", heading: t("roles.role"), render: ({ role }) => t(`roles.${role}`) },
          { key: "team", heading: t("roles.team"), render: ({ team }) => team ?? t("roles.everybody") },
          {
            key: "take",
            heading: "",
            render: (role) =>
              administer && (
                <Button
                  size="compact-sm"
                  variant="default"
                  aria-label={`${t("roles.take")} ${role.holder.name}`}
                  onClick={() => setTaken(role)}
                >
                  {t("roles.take")}
                </Button>
              ),
          },
        ]}
      />
      <ConfirmDialog
        title={t("roles.takeTitle", { name: taken?.holder.name ?? "" })}
        text={t("roles.takeText")}
        action={t("roles.takeConfirm")}
        opened={taken !== undefined}
        onClose={() => setTaken(undefined)}
        onConfirm={async () => {
          if (taken !== undefined) await takeRole(taken);
          await queryClient.invalidateQueries({ queryKey: ["hours"] });
        }}
      />
    </>
  );
}
