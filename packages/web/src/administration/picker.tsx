import { Group, MultiSelect } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import type { Icon } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";

/** Something that can be picked. */
export interface Choice {
  readonly value: string;
  readonly label: string;
  readonly icon?: Icon | undefined;
}

/** Where choices come from; its key names it among the queries. */
export interface ChoiceSource {
  readonly key: string;
  readonly search: (text: string) => Promise<readonly Choice[]>;
}

/** How many choices are offered; more are found by typing. */
export const choiceLimit = 20;

interface PickerProps {
  readonly label: string;
  readonly placeholder?: string;
  readonly source: ChoiceSource;
  readonly picked: readonly Choice[];
  readonly onChange: (picked: readonly Choice[]) => void;
  readonly className?: string | undefined;
}

/** Picks some of very many things, which the gateway searches. */
export function Picker({ label, placeholder, source, picked, onChange, className }: PickerProps): ReactElement {
  const { t } = useTranslation("administration");
  const [typed, setTyped] = useState("");
  const [isOpen, setOpen] = useState(false);
  const [search] = useDebouncedValue(typed.trim(), 250);
  const found = useQuery({
    queryKey: ["choices", source.key, search],
    queryFn: () => source.search(search),
    placeholderData: keepPreviousData,
    enabled: isOpen,
  });
  const choices = new Map([...(found.data ?? []), ...picked].map((choice) => [choice.value, choice]));
  const pickedValues = picked.map((choice) => choice.value);
  return (
    <MultiSelect
      className={className}
      label={label}
      placeholder={picked.length === 0 ? placeholder : undefined}
      searchable
      hidePickedOptions
      clearable
      clearButtonProps={{ "aria-label": t("picker.clear") }}
      data={[...choices.values()]}
      filter={({ options }) => options}
      renderOption={({ option }) => <Option choice={choices.get(option.value)} />}
      searchValue={typed}
      onSearchChange={setTyped}
      onDropdownOpen={() => setOpen(true)}
      value={pickedValues}
      onChange={(values) => onChange(values.flatMap((value) => choices.get(value) ?? []))}
      nothingFoundMessage={t(found.isError ? "picker.failed" : found.isPending ? "picker.loading" : "picker.nothing")}
      maxDropdownHeight={280}
    />
  );
}

function Option({ choice }: { choice: Choice | undefined }): ReactElement {
  const Mark = choice?.icon;
  return (
    <Group gap="xs" wrap="nowrap">
      {Mark && <Mark size={16} aria-hidden />}
      {choice?.label}
    </Group>
  );
}
