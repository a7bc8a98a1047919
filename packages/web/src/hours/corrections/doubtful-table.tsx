import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DoubtfulSession } from "../../api/hours-keeping.ts";
import { TextLink } from "../../shell/links.tsx";
import { PlainTable } from "../plain-table.tsx";
import { dayAt, monthOf } from "../time/days.ts";
import { formatMomentIn } from "../time/zoned-time.ts";

interface DoubtfulTableProps {
  readonly sessions: readonly DoubtfulSession[];
  readonly zone: string;
  /** What can be done with one. */
  readonly action?: (session: DoubtfulSession) => ReactNode;
}

/** Sessions of which nobody knows when they ended. */
export function DoubtfulTable({ sessions, zone, action }: DoubtfulTableProps): ReactElement {
  const { t, i18n } = useTranslation("hoursKeeping");
  const { t: tHours } = useTranslation("hours");
  return (
    <PlainTable
      label={t("doubtful.title")}
      rows={sessions}
      keyOf={({ historyId }) => String(historyId)}
      columns={[
        {
          key: "person",
          heading: tHours("column.person"),
          render: ({ person, start }) => (
            <TextLink
              size="sm"
              to="/hours/people/$name"
              params={{ name: person }}
              search={{ month: monthOf(dayAt(start, zone)), day: dayAt(start, zone) }}
            >
              {person}
            </TextLink>
          ),
        },
        { key: "connection", heading: tHours("session.connection"), render: ({ connectionName }) => connectionName },
        {
          key: "start",
          heading: t("doubtful.start"),
          render: ({ start }) => formatMomentIn(start, i18n.language, zone),
        },
        ...(action ? [{ key: "action", heading: "", render: action }] : []),
      ]}
    />
  );
}
