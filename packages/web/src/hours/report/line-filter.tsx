import { Select } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type ReportQuery, reportQuery } from "../../api/hours.ts";
import { useHoursSearch } from "../hours-search.ts";

const sources = {
  user: { by: "person", label: "report.user", any: "report.anybody" },
  team: { by: "team", label: "report.team", any: "report.anyTeam" },
  connection: { by: "connection", label: "report.connection", any: "report.anyConnection" },
} as const;

interface LineFilterProps {
  readonly kind: keyof typeof sources;
  /** What the page shows; its days say who can be chosen. */
  readonly query: Pick<ReportQuery, "from" | "to" | "zone">;
}

/** Shows only one person, team or desktop, out of those that have hours on these days. */
export function LineFilter({ kind, query }: LineFilterProps): ReactElement {
  const { t } = useTranslation("hours");
  const { search, change } = useHoursSearch();
  const [isOpen, setOpen] = useState(false);
  const { by, label, any } = sources[kind];
  const value = search[kind];
  const { from, to, zone } = query;
  const found = useQuery({
    ...reportQuery({ from, to, zone, by, unit: "range" }),
    enabled: isOpen || (value !== undefined && kind === "connection"),
  });
  const choices = new Map(
    (found.data?.lines ?? []).filter(({ key }) => key !== "").map(({ key, name }) => [key, name] as const),
  );
  if (value !== undefined && !choices.has(value)) choices.set(value, value);
  return (
    <Select
      aria-label={t(label)}
      placeholder={t(any)}
      style={{ flex: "1 1 140px", maxWidth: 190 }}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t(any) }}
      limit={100}
      data={[...choices].map(([key, name]) => ({ value: key, label: name }))}
      nothingFoundMessage={t(
        found.isError ? "report.picker.failed" : found.isPending ? "report.picker.loading" : "report.picker.nothing",
      )}
      onDropdownOpen={() => setOpen(true)}
      value={value ?? null}
      onChange={(chosen) => change({ [kind]: chosen ?? undefined })}
    />
  );
}
