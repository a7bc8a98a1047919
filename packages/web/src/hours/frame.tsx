import "../administration/administration-styles.ts";
import {
  IconCalendarCog,
  IconCalendarTime,
  IconClipboardList,
  IconLock,
  IconMail,
  IconPencil,
  IconTimeline,
  IconUserShield,
} from "@tabler/icons-react";
import { Outlet } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { SectionFrame } from "../administration/section-frame.tsx";
import { hoursSectionsFor } from "./sections.ts";
import { useAccess } from "./use-access.ts";

const icons = {
  own: IconCalendarTime,
  report: IconClipboardList,
  day: IconTimeline,
  corrections: IconPencil,
  closing: IconLock,
  planning: IconCalendarCog,
  roles: IconUserShield,
  mail: IconMail,
};

/** The frame of worked hours; whoever has only their own has the page to themselves. */
export function HoursFrame(): ReactElement {
  const { t } = useTranslation("hours");
  const sections = hoursSectionsFor(useAccess());
  if (sections.length === 1) return <Outlet />;
  const entries = sections.map(({ key, to }) => ({
    to,
    label: t(`section.${key}`),
    icon: icons[key],
    isExact: key === "own",
  }));
  return <SectionFrame label={t("navigation")} entries={entries} />;
}
