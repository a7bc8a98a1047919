import { Button, EmptyState, Skeleton, Title } from "@mantine/core";
import { IconChecks } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { PageHeading } from "../../administration/page-heading.tsx";
import { correctionsQuery, type DoubtfulSession, doubtfulQuery } from "../../api/hours-keeping.ts";
import { ErrorAlert } from "../../shell/error-alert.tsx";
import classes from "../hours.module.css";
import { useShownMonth } from "../month/use-shown-month.ts";
import { MonthStepper } from "../month-stepper.tsx";
import { rangeOfMonth } from "../time/days.ts";
import { useAccess } from "../use-access.ts";
import { AddressedZone } from "../zone-select.tsx";
import { CorrectionDialog } from "./correction-dialog.tsx";
import { CorrectionsTable } from "./corrections-table.tsx";
import { DoubtfulTable } from "./doubtful-table.tsx";

interface MonthProps {
  readonly month: string;
  readonly zone: string;
}

/** A month's sessions without an end, and all that was corrected in it. */
export function CorrectionsPage(): ReactElement {
  const { t } = useTranslation("hoursKeeping");
  const { zone, today, month } = useShownMonth();
  return (
    <div className={classes.times}>
      <PageHeading title={t("corrections.title")} />
      <div className={classes.toolbar}>
        <MonthStepper month={month} present={today.slice(0, 7)} />
        <span className={classes.space} />
        <AddressedZone zone={zone} />
      </div>
      <section className={classes.card} aria-label={t("doubtful.title")}>
        <Title order={2} fz="md" mb="sm">
          {t("doubtful.title")}
        </Title>
        <Doubtful month={month} zone={zone} />
      </section>
      <section className={classes.card} aria-label={t("corrections.all")}>
        <Title order={2} fz="md" mb="sm">
          {t("corrections.all")}
        </Title>
        <Made month={month} zone={zone} />
      </section>
    </div>
  );
}

function Doubtful({ month, zone }: MonthProps): ReactElement {
  const { t } = useTranslation("hoursKeeping");
  const { correct } = useAccess();
  const [settled, setSettled] = useState<DoubtfulSession>();
  const found = useQuery(doubtfulQuery({ ...rangeOfMonth(month), zone }));
  if (found.isError) return <ErrorAlert error={found.error} onRetry={found.refetch} />;
  if (found.data === undefined) return <Skeleton height={80} aria-busy="true" />;
  if (found.data.items.length === 0) return <EmptyState icon={<IconChecks />} title={t("doubtful.none")} py="md" />;
  return (
    <>
      <DoubtfulTable
        sessions={found.data.items}
        zone={zone}
        {...(correct && {
          action: (session: DoubtfulSession) => (
            <Button size="compact-sm" variant="default" onClick={() => setSettled(session)}>
              {t("doubtful.settle")}
            </Button>
          ),
        })}
      />
      {settled && (
        <CorrectionDialog
          person={settled.person}
          zone={zone}
          correcting={{ kind: "settle", historyId: settled.historyId, start: settled.start }}
          onClose={() => setSettled(undefined)}
        />
      )}
    </>
  );
}

function Made({ month, zone }: MonthProps): ReactElement {
  const { t } = useTranslation("hoursKeeping");
  const { correct } = useAccess();
  const found = useQuery(correctionsQuery({ ...rangeOfMonth(month), zone }));
  if (found.isError) return <ErrorAlert error={found.error} onRetry={found.refetch} />;
  if (found.data === undefined) return <Skeleton height={80} aria-busy="true" />;
  if (found.data.items.length === 0) return <EmptyState icon={<IconChecks />} title={t("corrections.none")} py="md" />;
  return <CorrectionsTable corrections={found.data.items} zone={zone} mayCorrect={correct} />;
}
