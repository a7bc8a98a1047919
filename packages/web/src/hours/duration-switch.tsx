import { Button } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { formatDuration } from "./time/durations.ts";
import { useDurations } from "./use-durations.ts";

const EXAMPLE = 7.5 * 3_600_000;

/** Chooses whether durations are shown as a clock has them or as decimal numbers. */
export function DurationSwitch(): ReactElement {
  const { t, i18n } = useTranslation("hours");
  const { style, setStyle } = useDurations();
  return (
    <Button.Group aria-label={t("durations")}>
      {(["clock", "decimal"] as const).map((one) => (
        <Button
          key={one}
          variant={one === style ? "light" : "default"}
          px="sm"
          aria-pressed={one === style}
          onClick={() => setStyle(one)}
        >
          {formatDuration(EXAMPLE, i18n.language, one)}
        </Button>
      ))}
    </Button.Group>
  );
}
