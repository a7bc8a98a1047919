import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { type AccessHolder, directPermissionsQuery } from "../api/access.ts";
import { mayOn, type PermissionObject, type Subject } from "../api/permissions.ts";
import { permissionsQuery } from "../api/queries.ts";
import { holderChoices, subjectOf } from "./choices.ts";
import { HolderName } from "./holder-name.tsx";
import { managedAccounts } from "./managed-accounts.ts";
import { RightsTable } from "./rights-table.tsx";

function objectOf({ kind, name }: Subject): PermissionObject {
  return { kind, identifier: name };
}

/** Which other accounts and groups a user or a group administers, as far as that was granted directly. */
export function AccountRights({ subject }: { subject: Subject }): ReactElement {
  const { t } = useTranslation("users");
  const client = useQueryClient();
  const own = useQuery(permissionsQuery).data;
  return (
    <RightsTable<AccessHolder>
      label={t("rights.accounts")}
      queryKey={["access", "accounts", subject]}
      fetch={async (query) => managedAccounts(await client.fetchQuery(directPermissionsQuery(subject)), query)}
      first={{
        key: "name",
        heading: t("access.account"),
        isSortable: true,
        render: (account) => <HolderName holder={account} />,
      }}
      keyOf={(account) => `${account.kind} ${account.name}`}
      nameOf={(account) => account.name}
      pairOf={(account) => ({ subject, object: objectOf(account) })}
      hasWays={false}
      searchLabel={t("access.searchAccounts")}
      emptyTitle={t("access.noAccounts")}
      addition={
        own !== undefined && mayOn(own, objectOf(subject), "UPDATE")
          ? {
              label: t("access.accountLabel"),
              placeholder: t("access.addPlaceholder"),
              action: t("access.grant"),
              source: holderChoices,
              pairOf: (choice) => ({ subject, object: objectOf(subjectOf(choice)) }),
              rights: ["READ", "UPDATE"],
            }
          : undefined
      }
    />
  );
}
