import { Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { userGroupChoices } from "../permissions/choices.ts";

interface GroupFilterProps {
  /** The name of a group; "" for no filter. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Shows only the members of one group. */
export function GroupFilter({ value, onChange }: GroupFilterProps): ReactElement {
  const { t } = useTranslation("users");
  const [typed, setTyped] = useState(value);
  const [isOpen, setOpen] = useState(false);
  const [search] = useDebouncedValue(typed === value ? "" : typed.trim(), 250);
  const found = useQuery({
    queryKey: ["choices", userGroupChoices.key, search],
    queryFn: () => userGroupChoices.search(search),
    placeholderData: keepPreviousData,
    enabled: isOpen,
  });
  const names = new Set([...(found.data ?? []).map((choice) => choice.value), ...(value === "" ? [] : [value])]);
  return (
    <Select
      aria-label={t("list.groupFilter")}
      placeholder={t("list.anyGroup")}
      searchable
      clearable
      clearButtonProps={{ "aria-label": t("list.anyGroup") }}
      data={[...names]}
      filter={({ options }) => options}
      nothingFoundMessage={t("list.noGroup")}
      searchValue={typed}
      onSearchChange={setTyped}
      onDropdownOpen={() => setOpen(true)}
      value={value === "" ? null : value}
      onChange={(name) => onChange(name ?? "")}
    />
  );
}
