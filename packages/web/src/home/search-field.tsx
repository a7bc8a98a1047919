import { CloseButton, Kbd, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import type { ReactElement, RefObject } from "react";
import { useTranslation } from "react-i18next";

interface SearchFieldProps {
  readonly ref: RefObject<HTMLInputElement | null>;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function SearchField({ ref, value, onChange }: SearchFieldProps): ReactElement {
  const { t } = useTranslation();
  const hint = (
    <Kbd size="xs" title={t("home.searchKey")} visibleFrom="sm" aria-hidden>
      /
    </Kbd>
  );
  const clear = <CloseButton size="sm" aria-label={t("home.clear")} onClick={() => onChange("")} />;
  return (
    <TextInput
      ref={ref}
      type="search"
      size="md"
      mb="xl"
      aria-label={t("home.search")}
      aria-keyshortcuts="/"
      placeholder={t("home.search")}
      leftSection={<IconSearch size={18} />}
      rightSection={value === "" ? hint : clear}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      onKeyDown={(event) => event.key === "Escape" && onChange("")}
    />
  );
}
