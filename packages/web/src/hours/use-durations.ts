import { useLocalStorage } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { type DurationStyle, formatDifference, formatDuration } from "./time/durations.ts";

interface Durations {
  readonly style: DurationStyle;
  readonly setStyle: (style: DurationStyle) => void;
  readonly text: (milliseconds: number) => string;
  readonly difference: (milliseconds: number) => string;
}

/** Durations in the language of the page, in the style that this browser remembers. */
export function useDurations(): Durations {
  const { language } = useTranslation().i18n;
  const [style, setStyle] = useLocalStorage<DurationStyle>({
    key: "passerelle.hours.durations",
    defaultValue: "clock",
    getInitialValueInEffect: false,
  });
  return {
    style,
    setStyle,
    text: (milliseconds) => formatDuration(milliseconds, language, style),
    difference: (milliseconds) => formatDifference(milliseconds, language, style),
  };
}
