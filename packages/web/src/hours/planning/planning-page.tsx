import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { PageHeading } from "../../administration/page-heading.tsx";
import { PageTabs } from "../../administration/page-tabs.tsx";
import { HolidaysTab } from "./holidays-tab.tsx";
import { SchedulesTab } from "./schedules-tab.tsx";

/** What people are to work, and on which days nobody is. */
export function PlanningPage(): ReactElement {
  const { t } = useTranslation("hoursKeeping");
  return (
    <>
      <PageHeading title={t("planning.title")} />
      <PageTabs
        tabs={[
          { key: "schedules", label: t("planning.schedules"), render: () => <SchedulesTab /> },
          { key: "holidays", label: t("planning.holidays"), render: () => <HolidaysTab /> },
        ]}
      />
    </>
  );
}
