import { IconDeviceDesktop, IconFolder, IconShare } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { type AccessObject, fetchAccess } from "../api/access.ts";
import { mayOn, type Subject } from "../api/permissions.ts";
import { permissionsQuery } from "../api/queries.ts";
import { objectOf, usableChoices } from "./choices.ts";
import classes from "./permissions.module.css";
import { RightsTable } from "./rights-table.tsx";

const icons = { connection: IconDeviceDesktop, connectionGroup: IconFolder, sharingProfile: IconShare };

/** What a user or a group may use. */
export function WhatMayUse({ subject }: { subject: Subject }): ReactElement {
  const { t } = useTranslation("users");
  const own = useQuery(permissionsQuery).data;
  const mayAdd = own !== undefined && mayOn(own, { kind: subject.kind, identifier: subject.name }, "UPDATE");
  return (
    <RightsTable<AccessObject>
      label={t("access.whatTitle")}
      queryKey={["access", "what", subject]}
      fetch={(query) => fetchAccess(subject, query)}
      first={{
        key: "path",
        heading: t("access.object"),
        isSortable: true,
        render: (item) => <ObjectName item={item} />,
      }}
      keyOf={(item) => `${item.kind} ${item.identifier}`}
      nameOf={(item) => item.name}
      pairOf={(object) => ({ subject, object })}
      searchLabel={t("access.searchObjects")}
      emptyTitle={t("access.nothingTitle")}
      emptyText={t("access.nothingText")}
      addition={
        mayAdd
          ? {
              label: t("access.grantLabel"),
              placeholder: t("access.grantPlaceholder"),
              action: t("access.grant"),
              source: usableChoices,
              pairOf: (choice) => ({ subject, object: objectOf(choice) }),
              rights: ["READ"],
            }
          : undefined
      }
    />
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
