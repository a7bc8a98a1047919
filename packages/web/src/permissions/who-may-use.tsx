import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { type AccessHolder, fetchHolders } from "../api/access.ts";
import { mayGrant, mayOn, type PermissionObject } from "../api/permissions.ts";
import { permissionsQuery } from "../api/queries.ts";
import { ErrorAlert } from "../shell/error-alert.tsx";
import { useLocalList } from "../table/list-state.ts";
import { ServerTable } from "../table/server-table.tsx";
import { holderChoices, subjectOf } from "./choices.ts";
import { GrantForm } from "./grant-form.tsx";
import { HolderName } from "./holder-name.tsx";
import { useRightsColumns } from "./rights-columns.tsx";
import { useGranting } from "./use-granting.ts";

interface WhoMayUseProps {
  readonly object: PermissionObject & { readonly kind: "connection" | "connectionGroup" };
}

/**
 * Who may use a connection or a group of connections: users and groups, with what was granted to them directly and what
 * comes through groups. Needs the texts of the namespaces "users" and "administration".
 */
export function WhoMayUse({ object }: WhoMayUseProps): ReactElement {
  const { t } = useTranslation("users");
  const state = useLocalList("name");
  const own = useQuery(permissionsQuery).data;
  const granting = useGranting();
  const rights = useRightsColumns<AccessHolder>({
    nameOf: (holder) => holder.name,
    isEditable: (holder) => own !== undefined && !granting.isPending && mayGrant(own, holder, object),
    onChange: (subject, after) => granting.mutate([{ subject, object, before: subject.direct, after }]),
  });
  const name = {
    key: "name",
    heading: t("access.holder"),
    isSortable: true,
    render: (holder: AccessHolder) => <HolderName holder={holder} />,
  };
  return (
    <>
      {own !== undefined && mayOn(own, object, "ADMINISTER") && (
        <GrantForm
          label={t("access.addLabel")}
          placeholder={t("access.addPlaceholder")}
          action={t("access.add")}
          source={holderChoices}
          isPending={granting.isPending}
          onSubmit={(picked) =>
            granting.mutateAsync(
              picked.map((choice) => ({ subject: subjectOf(choice), object, before: [], after: ["READ"] })),
            )
          }
        />
      )}
      {granting.isError && <ErrorAlert title={t("access.failed")} error={granting.error} />}
      <ServerTable
        label={t("access.whoTitle")}
        state={state}
        queryKey={["access", "who", object]}
        fetch={(query) => fetchHolders(object, query)}
        columns={[name, ...rights]}
        keyOf={(holder) => `${holder.kind} ${holder.name}`}
        nameOf={(holder) => holder.name}
        searchLabel={t("access.searchHolders")}
        emptyTitle={t("access.nobodyTitle")}
        emptyText={t("access.nobodyText")}
      />
    </>
  );
}
