import {
  IconCalendarTime,
  IconClockHour4,
  IconDeviceDesktop,
  IconHistory,
  IconShieldLock,
  IconSitemap,
  IconTransfer,
  IconUser,
  IconUsersGroup,
} from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { permissionsQuery, selfQuery } from "../api/queries.ts";
import { SectionFrame } from "./section-frame.tsx";
import { sectionsFor } from "./sections.ts";

const icons = {
  users: IconUser,
  groups: IconUsersGroup,
  connections: IconSitemap,
  sessions: IconDeviceDesktop,
  history: IconHistory,
  hours: IconCalendarTime,
  bans: IconShieldLock,
  audit: IconClockHour4,
  import: IconTransfer,
};

/** The frame of the administration: the parts that the person has a use for. */
export function AdministrationFrame(): ReactElement {
  const { t } = useTranslation("administration");
  const { username } = useSuspenseQuery(selfQuery).data;
  const permissions = useSuspenseQuery(permissionsQuery).data;
  const entries = sectionsFor(permissions, username).map(({ key, to }) => ({
    to,
    label: t(`section.${key}`),
    icon: icons[key],
  }));
  return <SectionFrame label={t("navigation")} entries={entries} />;
}
