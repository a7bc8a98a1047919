import { Alert } from "@mantine/core";
import { IconAlertTriangle, IconMailCheck } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { LastMail } from "../api/hours-planning.ts";
import { formatMonth } from "./time/days.ts";
import { formatMomentIn } from "./time/zoned-time.ts";

/** Whether the last monthly report has gone out, and why not. */
export function LastMailNote({ last, zone }: { last: LastMail; zone: string }): ReactElement {
  const { t, i18n } = useTranslation("hoursKeeping");
  const month = formatMonth(last.month, i18n.language);
  const at = (moment: number) => formatMomentIn(moment, i18n.language, zone);
  if (last.sentAt !== null) {
    return (
      <Alert color="green" icon={<IconMailCheck />} mb="md">
        {t("mail.sent", { month, at: at(last.sentAt) })}
      </Alert>
    );
  }
  return (
    <Alert color="red" icon={<IconAlertTriangle />} title={t("mail.unsent", { month })} mb="md">
      {t("mail.tried", { count: last.attempts, at: at(last.triedAt), problem: last.problem ?? "" })}
    </Alert>
  );
}
