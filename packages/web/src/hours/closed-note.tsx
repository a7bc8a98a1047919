import { Alert } from "@mantine/core";
import { IconAlertTriangle, IconLock } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { ClosedMark } from "../api/hours.ts";
import { formatMonth } from "./time/days.ts";
import { formatMomentIn } from "./time/zoned-time.ts";

/** Says that what is shown was frozen, by whom and when, and whether it is still what was signed. */
export function ClosedNote({ closed }: { closed: ClosedMark }): ReactElement {
  const { t, i18n } = useTranslation("hours");
  const { month, zone, by, at, valid } = closed;
  return (
    <Alert
      mb="md"
      variant="light"
      color={valid ? "petrol" : "red"}
      icon={valid ? <IconLock /> : <IconAlertTriangle />}
      title={t("closed.title", { month: formatMonth(month, i18n.language) })}
    >
      {t("closed.text", { by, at: formatMomentIn(at, i18n.language, zone), zone })}{" "}
      {t(valid ? "closed.valid" : "closed.invalid")}
    </Alert>
  );
}
