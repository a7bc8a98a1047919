import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useHoursSearch } from "./hours-search.ts";
import { Stepper } from "./stepper.tsx";
import { addMonths, formatMonth } from "./time/days.ts";

interface MonthStepperProps {
  readonly month: string;
  readonly present: string;
}

/** The month that stands in the address of the page. */
export function MonthStepper({ month, present }: MonthStepperProps): ReactElement {
  const { t, i18n } = useTranslation("hours");
  const { change } = useHoursSearch();
  const show = (wanted: string) => change({ month: wanted === present ? undefined : wanted, day: undefined });
  return (
    <Stepper
      text={formatMonth(month, i18n.language)}
      previous={t("month.previous")}
      next={t("month.next")}
      present={t("month.present")}
      isPresent={month === present}
      onStep={(step) => show(step === 0 ? present : addMonths(month, step))}
    />
  );
}
