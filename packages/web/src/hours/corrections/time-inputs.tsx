import { Group, Text, TextInput } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { useDurations } from "../use-durations.ts";
import { spanOf, type TypedTimes } from "./correction-times.ts";

interface TimeInputsProps {
  readonly times: TypedTimes;
  readonly onChange: (times: TypedTimes) => void;
  readonly zone: string;
  /** What is wrong, once it has been tried. */
  readonly error: string | undefined;
  /** The beginning stands, as that of a session that has begun. */
  readonly isBegun: boolean;
}

/** A day and two times of it. */
export function TimeInputs({ times, onChange, zone, error, isBegun }: TimeInputsProps): ReactElement {
  const { t } = useTranslation("hoursKeeping");
  const { text } = useDurations();
  const span = spanOf(times, zone);
  const input = (name: keyof TypedTimes, type: "date" | "time", isFixed: boolean) => (
    <TextInput
      type={type}
      label={t(`times.${name}`)}
      value={times[name]}
      readOnly={isFixed}
      required={!isFixed}
      aria-invalid={(error !== undefined && !isFixed) || undefined}
      onChange={(event) => onChange({ ...times, [name]: event.currentTarget.value })}
    />
  );
  return (
    <div>
      <Group align="end" gap="sm">
        {input("day", "date", isBegun)}
        {input("from", "time", isBegun)}
        {input("to", "time", false)}
      </Group>
      <Text size="xs" c="dimmed" mt={4} role="status">
        {span === undefined ? zone : t("times.length", { time: text(span.end - span.start), zone })}
      </Text>
      {error !== undefined && (
        <Text size="xs" c="var(--mantine-color-error)" mt={4} role="alert">
          {error}
        </Text>
      )}
    </div>
  );
}
