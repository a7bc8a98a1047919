import { Text, Title } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { correctionsQuery } from "../../api/hours-keeping.ts";
import { ErrorAlert } from "../../shell/error-alert.tsx";
import classes from "../hours.module.css";
import { rangeOfMonth } from "../time/days.ts";
import { CorrectionsTable } from "./corrections-table.tsx";

interface PersonCorrectionsProps {
  readonly user: string;
  readonly month: string;
  readonly zone: string;
  readonly mayCorrect: boolean;
}

/** What was corrected in a person's month. */
export function PersonCorrections({ user, month, zone, mayCorrect }: PersonCorrectionsProps): ReactElement {
  const { t } = useTranslation("hoursKeeping");
  const found = useQuery(correctionsQuery({ ...rangeOfMonth(month), zone, user }));
  return (
    <section className={classes.card} aria-label={t("corrections.title")}>
      <Title order={2} fz="md" mb="sm">
        {t("corrections.title")}
      </Title>
      {found.isError ? (
        <ErrorAlert error={found.error} onRetry={found.refetch} />
      ) : found.data?.items.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t("corrections.none")}
        </Text>
      ) : (
        <CorrectionsTable corrections={found.data?.items ?? []} zone={zone} mayCorrect={mayCorrect} isOfOne />
      )}
    </section>
  );
}
