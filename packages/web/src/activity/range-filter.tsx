import { Text, TextInput } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { ListState } from "../table/list-state.ts";

/** Two days, both part of the range: the filters `from` and `to` of a list. */
export function RangeFilter({ state }: { state: ListState }): ReactElement {
  const { t } = useTranslation("activity");
  const { filters } = state.query;
  const day = (name: "from" | "to") => (
    <TextInput
      type="date"
      aria-label={t(`range.${name}`)}
      title={t(`range.${name}`)}
      leftSection={
        <Text span size="sm" c="dimmed" aria-hidden>
          {t(`range.${name}Short`)}
        </Text>
      }
      leftSectionWidth={52}
      value={filters[name] ?? ""}
      onChange={(event) => state.change({ filters: { ...filters, [name]: event.currentTarget.value } })}
    />
  );
  return (
    <>
      {day("from")}
      {day("to")}
    </>
  );
}
