import { Select, type SelectProps } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { type GroupItem, groupsQuery } from "../api/connection-groups.ts";
import { rootGroup } from "../api/gateway.ts";
import { pathText } from "./group-tree.ts";

interface GroupSelectProps extends Omit<SelectProps, "data" | "value" | "onChange"> {
  readonly value: string;
  readonly onChange: (identifier: string) => void;
  /** Which groups are offered, the top level among them; all unless given. */
  readonly isOffered?: (identifier: string) => boolean;
}

/** How many groups are listed before anything has been typed. */
const listed = 60;

/** Chooses a group by its name and those around it, or the top level. */
export function GroupSelect({ value, onChange, isOffered = () => true, ...props }: GroupSelectProps): ReactElement {
  const { t } = useTranslation("connections");
  const groups: readonly GroupItem[] = useQuery(groupsQuery).data ?? [];
  const choices = [
    { value: rootGroup, label: t("groupSelect.root") },
    ...groups
      .map((group) => ({ value: group.identifier, label: pathText(group) }))
      .sort((a, b) => a.label.localeCompare(b.label, undefined, { numeric: true })),
  ];
  return (
    <Select
      data={choices.filter((choice) => choice.value === value || isOffered(choice.value))}
      value={value}
      onChange={(chosen) => chosen !== null && onChange(chosen)}
      allowDeselect={false}
      searchable
      limit={listed}
      nothingFoundMessage={t("groupSelect.nothing")}
      {...props}
    />
  );
}
