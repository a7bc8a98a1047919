import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { type AccessHolder, fetchHolders } from "../api/access.ts";
import { mayOn, type PermissionObject } from "../api/permissions.ts";
import { permissionsQuery } from "../api/queries.ts";
import { holderChoices, subjectOf } from "./choices.ts";
import { HolderName } from "./holder-name.tsx";
import { RightsTable } from "./rights-table.tsx";

interface WhoMayUseProps {
  readonly object: PermissionObject & { readonly kind: "connection" | "connectionGroup" };
}

/** Who may use a connection or a group of connections. Needs the texts of the namespaces "users" and "administration". */
export function WhoMayUse({ object }: WhoMayUseProps): ReactElement {
  const { t } = useTranslation("users");
  const own = useQuery(permissionsQuery).data;
  return (
    <RightsTable<AccessHolder>
      label={t("access.whoTitle")}
      queryKey={["access", "who", object]}
      fetch={(query) => fetchHolders(object, query)}
      first={{
        key: "name",
        heading: t("access.holder"),
        isSortable: true,
        render: (holder) => <HolderName holder={holder} />,
      }}
      keyOf={(holder) => `${holder.kind} ${holder.name}`}
      nameOf={(holder) => holder.name}
      pairOf={(subject) => ({ subject, object })}
      searchLabel={t("access.searchHolders")}
      emptyTitle={t("access.nobodyTitle")}
      emptyText={t("access.nobodyText")}
      addition={
        own !== undefined && mayOn(own, object, "ADMINISTER")
          ? {
              label: t("access.addLabel"),
              placeholder: t("access.addPlaceholder"),
              action: t("access.add"),
              source: holderChoices,
              pairOf: (choice) => ({ subject: subjectOf(choice), object }),
              rights: ["READ"],
            }
          : undefined
      }
    />
  );
}
