import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { type AccessHolder, directPermissionsQuery } from "../api/access.ts";
import { mayGrant, mayOn, type PermissionObject, type Subject } from "../api/permissions.ts";
import { permissionsQuery } from "../api/queries.ts";
import { ErrorAlert } from "../shell/error-alert.tsx";
import { useLocalList } from "../table/list-state.ts";
import { ServerTable } from "../table/server-table.tsx";
import { holderChoices, subjectOf } from "./choices.ts";
import { GrantForm } from "./grant-form.tsx";
import { HolderName } from "./holder-name.tsx";
import { managedAccounts } from "./managed-accounts.ts";
import { useRightsColumns } from "./rights-columns.tsx";
import { useGranting } from "./use-granting.ts";

function objectOf({ kind, name }: Subject): PermissionObject {
  return { kind, identifier: name };
}

/** Which other accounts and groups a user or a group administers, as far as that was granted directly. */
export function AccountRights({ subject }: { subject: Subject }): ReactElement {
  const { t } = useTranslation("users");
  const state = useLocalList("name");
  const client = useQueryClient();
  const own = useQuery(permissionsQuery).data;
  const granting = useGranting();
  const columns = useRightsColumns<AccessHolder>({
    nameOf: (account) => account.name,
    isEditable: (account) => own !== undefined && !granting.isPending && mayGrant(own, subject, objectOf(account)),
    onChange: (account, after) =>
      granting.mutate([{ subject, object: objectOf(account), before: account.direct, after }]),
  });
  const name = {
    key: "name",
    heading: t("access.account"),
    isSortable: true,
    render: (account: AccessHolder) => <HolderName holder={account} />,
  };
  return (
    <>
      {own !== undefined && mayOn(own, objectOf(subject), "UPDATE") && (
        <GrantForm
          label={t("access.accountLabel")}
          placeholder={t("access.addPlaceholder")}
          action={t("access.grant")}
          source={holderChoices}
          isPending={granting.isPending}
          onSubmit={(picked) =>
            granting.mutateAsync(
              picked.map((choice) => ({
                subject,
                object: objectOf(subjectOf(choice)),
                before: [],
                after: ["READ", "UPDATE"],
              })),
            )
          }
        />
      )}
      {granting.isError && <ErrorAlert title={t("access.failed")} error={granting.error} />}
      <ServerTable
        label={t("rights.accounts")}
        state={state}
        queryKey={["access", "accounts", subject]}
        fetch={async (query) => managedAccounts(await client.fetchQuery(directPermissionsQuery(subject)), query)}
        columns={[name, ...columns.filter((column) => column.key !== "via")]}
        keyOf={(account) => `${account.kind} ${account.name}`}
        nameOf={(account) => account.name}
        searchLabel={t("access.searchAccounts")}
        emptyTitle={t("access.noAccounts")}
      />
    </>
  );
}
