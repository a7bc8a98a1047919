import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import classes from "./hours.module.css";

type Kind = "connected" | "active" | "planned" | "live" | "doubtful" | "shared" | "added" | "removed" | "down";

/** What the colours of a drawing mean. */
export function Legend({ kinds }: { kinds: readonly Kind[] }): ReactElement {
  const { t } = useTranslation("hours");
  return (
    <ul className={classes.legend}>
      {kinds.map((kind) => (
        <li key={kind}>
          <span className={classes.swatch} data-kind={kind} aria-hidden />
          {t(`legend.${kind}`)}
        </li>
      ))}
    </ul>
  );
}
