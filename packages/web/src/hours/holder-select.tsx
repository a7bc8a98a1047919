import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ChoiceSource } from "../administration/picker.tsx";

interface HolderSelectProps {
  readonly label: string;
  readonly source: ChoiceSource;
  /** The value of a choice; null for none. */
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
  readonly error?: string | undefined;
}

/** Picks one of very many users and groups, which the gateway searches. */
export function HolderSelect({ label, source, value, onChange, error }: HolderSelectProps): ReactElement {
  const { t } = useTranslation("administration");
  const [typed, setTyped] = useState("");
  const [chosen, setChosen] = useState<{ value: string; label: string }>();
  const [search] = useDebouncedValue(typed === chosen?.label ? "" : typed.trim(), 250);
  const found = useQuery({
    queryKey: ["choices", source.key, search],
    queryFn: () => source.search(search),
    placeholderData: keepPreviousData,
  });
  const choices = new Map((found.data ?? []).map((choice) => [choice.value, choice]));
  if (chosen !== undefined) choices.set(chosen.value, chosen);
  return (
    <Select
      label={label}
      required
      searchable
      data={[...choices.values()].map((choice) => ({ value: choice.value, label: choice.label }))}
      filter={({ options }) => options}
      renderOption={({ option }) => {
        const Mark = choices.get(option.value)?.icon;
        return (
          <>
            {Mark && <Mark size={16} aria-hidden />} {option.label}
          </>
        );
      }}
      nothingFoundMessage={t(found.isError ? "picker.failed" : found.isPending ? "picker.loading" : "picker.nothing")}
      searchValue={typed}
      onSearchChange={setTyped}
      value={value}
      onChange={(picked) => {
        setChosen(picked === null ? undefined : choices.get(picked));
        onChange(picked);
      }}
      error={error}
    />
  );
}
