import { Button, Loader, Text } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { type ReactElement, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { type StepReached, type StepView, stepsOf } from "../session-state.ts";
import { ScreenCard } from "./screen-card.tsx";
import classes from "./screens.module.css";

interface ConnectingScreenProps {
  readonly name: string;
  /** The one of the group `name` that is tried. */
  readonly desktop: string | undefined;
  readonly steps: readonly StepReached[];
  /** Milliseconds since the desktop was asked for. */
  readonly age: () => number;
  readonly onCancel: () => void;
}

/** The steps of connecting while they happen, and how long each took. */
export function ConnectingScreen({ name, desktop, steps, age, onCancel }: ConnectingScreenProps): ReactElement {
  const { t } = useTranslation("desktop");
  const now = useTicks(age);
  return (
    <ScreenCard title={t("opening", { name })}>
      {desktop !== undefined && <Text mb="sm">{t("chosen", { name: desktop })}</Text>}
      <ol className={classes.steps}>
        {stepsOf(steps, now).map((view) => (
          <Step key={view.step} view={view} />
        ))}
      </ol>
      <div className={classes.actions}>
        <Button variant="default" onClick={onCancel}>
          {t("cancel")}
        </Button>
      </div>
    </ScreenCard>
  );
}

function Step({ view: { step, state, took } }: { view: StepView }): ReactElement {
  const { t, i18n } = useTranslation("desktop");
  const seconds = (took / 1000).toLocaleString(i18n.language, { minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return (
    <li data-state={state} aria-current={state === "current" ? "step" : undefined}>
      <span className={classes.mark}>
        {state === "done" && <IconCheck size={16} stroke={3} aria-hidden />}
        {state === "current" && <Loader size={14} aria-hidden />}
      </span>
      {t(`steps.${step}`)}
      {state !== "open" && <span className={classes.took}>{t("seconds", { seconds })}</span>}
    </li>
  );
}

/** `clock`'s time, ten times a second. */
function useTicks(clock: () => number): number {
  const [now, setNow] = useState(clock);
  useEffect(() => {
    const timer = setInterval(() => setNow(clock()), 100);
    return () => clearInterval(timer);
  }, [clock]);
  return now;
}
