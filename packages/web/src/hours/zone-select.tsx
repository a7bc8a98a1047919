import { Select } from "@mantine/core";
import { IconWorld } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useHoursSearch } from "./hours-search.ts";
import { useAccess } from "./use-access.ts";

interface ZoneSelectProps {
  readonly label?: string;
  readonly value: string;
  readonly onChange: (zone: string) => void;
}

/** Chooses a time zone: those that most people want are first, the others are found by typing. */
export function ZoneSelect({ label, value, onChange }: ZoneSelectProps): ReactElement {
  const { t } = useTranslation("hours");
  const { zone: usual } = useAccess();
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const near = [...new Set([value, usual, "Indian/Antananarivo", "Europe/Paris", own])];
  const others = ["UTC", ...Intl.supportedValuesOf("timeZone")].filter((zone) => !near.includes(zone));
  return (
    <Select
      {...(label === undefined ? { "aria-label": t("zone.label") } : { label })}
      title={t("zone.help")}
      leftSection={<IconWorld size={16} aria-hidden />}
      searchable
      allowDeselect={false}
      limit={60}
      nothingFoundMessage={t("zone.nothing")}
      data={[
        { group: t("zone.near"), items: near },
        { group: t("zone.others"), items: others },
      ]}
      value={value}
      onChange={(zone) => zone !== null && onChange(zone)}
      w={label === undefined ? 220 : undefined}
    />
  );
}

/** The zone that stands in the address of the page. */
export function AddressedZone({ zone }: { zone: string }): ReactElement {
  const { change } = useHoursSearch();
  return <ZoneSelect value={zone} onChange={(chosen) => change({ zone: chosen })} />;
}
