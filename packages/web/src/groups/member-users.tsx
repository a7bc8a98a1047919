import { Button } from "@mantine/core";
import { IconUsersMinus } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { fetchUsers, type UserItem } from "../api/users.ts";
import { userChoices } from "../permissions/choices.ts";
import { GrantForm } from "../permissions/grant-form.tsx";
import { ErrorAlert } from "../shell/error-alert.tsx";
import { useLocalList } from "../table/list-state.ts";
import { ServerTable } from "../table/server-table.tsx";
import { useUserColumns } from "../users/user-columns.tsx";
import { useMembershipChange } from "./use-membership-change.ts";

interface MemberUsersProps {
  /** The name of the group. */
  readonly group: string;
  readonly mayChange: boolean;
}

/** The users that are directly in a group; many can be added and removed at once. */
export function MemberUsers({ group, mayChange }: MemberUsersProps): ReactElement {
  const { t } = useTranslation("users");
  const state = useLocalList("username");
  const change = useMembershipChange({ kind: "userGroup", name: group }, "memberUsers");
  return (
    <>
      {mayChange && (
        <GrantForm
          label={t("membership.memberUsers.add")}
          placeholder={t("membership.userPlaceholder")}
          action={t("membership.add")}
          source={userChoices}
          isPending={change.isPending}
          onSubmit={(picked) => change.mutateAsync({ op: "add", names: picked.map((choice) => choice.value) })}
        />
      )}
      {change.isError && <ErrorAlert title={t("membership.failed")} error={change.error} />}
      <ServerTable<UserItem>
        label={t("membership.memberUsers.title")}
        state={state}
        queryKey={["users", "of-group", group]}
        fetch={(query) => fetchUsers({ ...query, filters: { group } })}
        columns={useUserColumns().filter((column) => column.key !== "secondFactors")}
        keyOf={(user) => user.username}
        searchLabel={t("list.search")}
        {...(mayChange && {
          bulkActions: (selection) => (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconUsersMinus size={16} aria-hidden />}
              loading={change.isPending}
              onClick={() =>
                change.mutate(
                  { op: "remove", names: selection.items.map((user) => user.username) },
                  { onSuccess: selection.clear },
                )
              }
            >
              {t("membership.removeSelected")}
            </Button>
          ),
        })}
        emptyTitle={t("membership.memberUsers.none")}
      />
    </>
  );
}
