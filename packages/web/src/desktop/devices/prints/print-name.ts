import type { PrintJob } from "@passerelle/tunnel";
import { useTranslation } from "react-i18next";

/** What a print is called: by the desktop, or by its time. */
export function usePrintName(): (job: PrintJob) => string {
  const { t, i18n } = useTranslation("prints");
  return ({ name, created }) =>
    name ?? t("unnamed", { time: new Date(created).toLocaleTimeString(i18n.language, { timeStyle: "short" }) });
}
