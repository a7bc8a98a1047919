import { IconDeviceDesktop, IconFolder, IconShare } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { type AccessObject, fetchAccess } from "../api/access.ts";
import { mayGrant, mayOn, type Subject } from "../api/permissions.ts";
import { permissionsQuery } from "../api/queries.ts";
import { ErrorAlert } from "../shell/error-alert.tsx";
import type { Column } from "../table/columns.ts";
import { useLocalList } from "../table/list-state.ts";
import { ServerTable } from "../table/server-table.tsx";
import { objectOf, usableChoices } from "./choices.ts";
import { GrantForm } from "./grant-form.tsx";
import classes from "./permissions.module.css";
import { useRightsColumns } from "./rights-columns.tsx";
import { useGranting } from "./use-granting.ts";

const icons = { connection: IconDeviceDesktop, connectionGroup: IconFolder, sharingProfile: IconShare };

/** What a user or a group may use: what was granted directly can be changed, the rest says where it comes from. */
export function WhatMayUse({ subject }: { subject: Subject }): ReactElement {
  const { t } = useTranslation("users");
  const state = useLocalList("path");
  const own = useQuery(permissionsQuery).data;
  const granting = useGranting();
  const rights = useRightsColumns<AccessObject>({
    nameOf: (item) => item.name,
    isEditable: (item) => own !== undefined && !granting.isPending && mayGrant(own, subject, item),
    onChange: (object, after) => granting.mutate([{ subject, object, before: object.direct, after }]),
  });
  const columns: readonly Column<AccessObject>[] = [
    {
      key: "path",
      heading: t("access.object"),
      isSortable: true,
      render: (item) => <ObjectName item={item} />,
    },
    ...rights,
  ];
  const mayAdd = own !== undefined && mayOn(own, { kind: subject.kind, identifier: subject.name }, "UPDATE");
  return (
    <>
      {mayAdd && (
        <GrantForm
          label={t("access.grantLabel")}
          placeholder={t("access.grantPlaceholder")}
          action={t("access.grant")}
          source={usableChoices}
          isPending={granting.isPending}
          onSubmit={(picked) =>
            granting.mutateAsync(
              picked.map((choice) => ({ subject, object: objectOf(choice), before: [], after: ["READ"] })),
            )
          }
        />
      )}
      {granting.isError && <ErrorAlert title={t("access.failed")} error={granting.error} />}
      <ServerTable
        label={t("access.whatTitle")}
        state={state}
        queryKey={["access", "what", subject]}
        fetch={(query) => fetchAccess(subject, query)}
        columns={columns}
        keyOf={(item) => `${item.kind} ${item.identifier}`}
        searchLabel={t("access.searchObjects")}
        emptyTitle={t("access.nothingTitle")}
        emptyText={t("access.nothingText")}
      />
    </>
  );
}

function ObjectName({ item }: { item: AccessObject }): ReactElement {
  const { t } = useTranslation("users");
  const Icon = icons[item.kind];
  return (
    <span className={classes.object}>
      <Icon size={18} role="img" aria-label={t(`kind.${item.kind}`)} />
      <span>
        {item.path.length > 0 && `${item.path.join(" / ")} / `}
        <strong>{item.name}</strong>
      </span>
    </span>
  );
}
