import { Badge, Group } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { HoursLine, HoursReport } from "../../api/hours.ts";
import { RowLink } from "../../table/row-link.tsx";
import type { HoursSearch } from "../hours-search.ts";
import { SmallMarks } from "../marks.tsx";
import { monthOf } from "../time/days.ts";

interface LineNameProps {
  readonly report: HoursReport;
  readonly line: HoursLine;
}

/** What a line is about: it leads to a person's days, or to the people of a team or desktop. */
export function LineName({ report, line }: LineNameProps): ReactElement {
  const { t } = useTranslation("hours");
  const { key, deleted, total } = line;
  const name = line.name === "" ? t("report.noConnection") : line.name;
  const people = (filter: HoursSearch) => (search: HoursSearch) => ({
    ...search,
    ...filter,
    by: undefined,
    sort: undefined,
  });
  return (
    <Group gap="xs" wrap="nowrap">
      {key === "" ? (
        name
      ) : report.by === "person" ? (
        <RowLink to="/hours/people/$name" params={{ name: key }} search={{ month: monthOf(report.from) }}>
          {name}
        </RowLink>
      ) : (
        <RowLink to="/hours/report" search={people({ [report.by]: key })}>
          {name}
        </RowLink>
      )}
      {deleted && (
        <Badge variant="light" color="gray" tt="none" flex="none">
          {t("report.deleted")}
        </Badge>
      )}
      <SmallMarks figures={total} />
    </Group>
  );
}
