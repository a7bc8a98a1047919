import { Button, Group } from "@mantine/core";
import { IconMinus, IconPlus } from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { PageHeading } from "../administration/page-heading.tsx";
import { selfQuery } from "../api/queries.ts";
import { type Correcting, CorrectionDialog } from "./corrections/correction-dialog.tsx";
import { PersonCorrections } from "./corrections/person-corrections.tsx";
import { DurationSwitch } from "./duration-switch.tsx";
import classes from "./hours.module.css";
import { useHoursSearch } from "./hours-search.ts";
import { PersonMonth } from "./month/person-month.tsx";
import { useShownMonth } from "./month/use-shown-month.ts";
import { MonthStepper } from "./month-stepper.tsx";
import { seesOthers } from "./sections.ts";
import { DayPanel } from "./timeline/day-panel.tsx";
import { useAccess } from "./use-access.ts";
import { AddressedZone } from "./zone-select.tsx";

/** The person's own hours. */
export function MyHoursPage(): ReactElement {
  const { t } = useTranslation("hours");
  const { username } = useSuspenseQuery(selfQuery).data;
  return (
    <>
      <PageHeading title={t("own.title")} actions={<DurationSwitch />} />
      <PersonHours user={username} mayCorrect={false} />
    </>
  );
}

/** Somebody's hours, for who may see them; with corrections for who may make some. */
export function PersonPage(): ReactElement {
  const { t } = useTranslation("hours");
  const { name = "" } = useParams({ strict: false });
  const access = useAccess();
  return (
    <>
      <PageHeading
        title={t("person.title", { name })}
        actions={<DurationSwitch />}
        {...(seesOthers(access) && { back: { to: "/hours/report", label: t("person.back") } })}
      />
      <PersonHours key={name} user={name} mayCorrect={access.correct} />
    </>
  );
}

function PersonHours({ user, mayCorrect }: { user: string; mayCorrect: boolean }): ReactElement {
  const { change } = useHoursSearch();
  const { zone, today, month, day } = useShownMonth();
  const [correcting, setCorrecting] = useState<Correcting>();
  return (
    <div className={classes.times}>
      <div className={classes.toolbar}>
        <MonthStepper month={month} present={today.slice(0, 7)} />
        <span className={classes.space} />
        <AddressedZone zone={zone} />
      </div>
      <PersonMonth {...{ user, month, zone, today, selected: day }} onSelect={(chosen) => change({ day: chosen })}>
        {day !== undefined && (
          <DayPanel
            {...{ day, zone, user }}
            actions={mayCorrect && <DayActions day={day} onCorrect={setCorrecting} />}
            onSettle={
              mayCorrect ? ({ historyId, start }) => setCorrecting({ kind: "settle", historyId, start }) : undefined
            }
          />
        )}
        <PersonCorrections {...{ user, month, zone, mayCorrect }} />
      </PersonMonth>
      {correcting && (
        <CorrectionDialog person={user} zone={zone} correcting={correcting} onClose={() => setCorrecting(undefined)} />
      )}
    </div>
  );
}

function DayActions({ day, onCorrect }: { day: string; onCorrect: (what: Correcting) => void }): ReactElement {
  const { t } = useTranslation("hours");
  return (
    <Group gap="xs">
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() => onCorrect({ kind: "add", day })}
      >
        {t("person.add")}
      </Button>
      <Button
        size="xs"
        variant="default"
        leftSection={<IconMinus size={14} aria-hidden />}
        onClick={() => onCorrect({ kind: "remove", day })}
      >
        {t("person.remove")}
      </Button>
    </Group>
  );
}
