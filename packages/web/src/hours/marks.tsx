import { Badge, VisuallyHidden } from "@mantine/core";
import { IconAlertTriangle, IconPointFilled } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Figures } from "../api/hours.ts";
import classes from "./hours.module.css";

interface MarksProps {
  readonly figures: Pick<Figures, "live" | "doubtful">;
}

const kinds = [
  { kind: "live", color: "green", icon: IconPointFilled },
  { kind: "doubtful", color: "yellow", icon: IconAlertTriangle },
] as const;

/** What figures do not say: sessions that still count on, and those that do not count yet. */
export function Marks({ figures }: MarksProps): ReactElement {
  const { t } = useTranslation("hours");
  return (
    <span className={classes.marks}>
      {kinds.map(
        ({ kind, color }) =>
          figures[kind] > 0 && (
            <Badge
              key={kind}
              component="span"
              variant="light"
              color={color}
              tt="none"
              miw="max-content"
              title={t(`marks.${kind}Text`)}
            >
              {t(`marks.${kind}`, { count: figures[kind] })}
            </Badge>
          ),
      )}
    </span>
  );
}

/** The same in little room: signs and numbers. */
export function SmallMarks({ figures }: MarksProps): ReactElement {
  const { t } = useTranslation("hours");
  return (
    <span className={classes.marks}>
      {kinds.map(
        ({ kind, icon: Mark }) =>
          figures[kind] > 0 && (
            <span key={kind} className={classes.mark} data-kind={kind} title={t(`marks.${kind}Text`)}>
              <Mark size={14} aria-hidden />
              <span aria-hidden>{figures[kind]}</span>
              <VisuallyHidden>{t(`marks.${kind}`, { count: figures[kind] })}</VisuallyHidden>
            </span>
          ),
      )}
    </span>
  );
}
