import { ActionIcon, Button, Chip, Group, Input, Stack, Text, Textarea, TextInput } from "@mantine/core";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./restrictions.module.css";
import { formatHours, type Hours, isComplete, parseHours, weekdays } from "./weekly-hours.ts";

interface HoursInputProps {
  readonly label: string;
  readonly description?: string;
  /** The text of the attribute. */
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error?: string | undefined;
}

const workingHours: Hours = { days: [1, 2, 3, 4, 5], from: "08:00", until: "18:00" };

/**
 * Hours of the week, as days and times; a text that cannot be shown so stays a text. `value` is only read at first: rows that
 * are not complete yet are in no text.
 */
export function HoursInput({ label, description, value, onChange, error }: HoursInputProps): ReactElement {
  const { t } = useTranslation("administration");
  const [hours, setHours] = useState(() => parseHours(value));

  if (hours === undefined) {
    return (
      <Textarea
        label={label}
        description={t("restrictions.unreadable")}
        value={value}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    );
  }
  const change = (next: readonly Hours[]) => {
    setHours(next);
    onChange(formatHours(next));
  };
  return (
    <Input.Wrapper label={label} description={description} error={error} labelElement="div">
      <Stack gap="xs" mt={8}>
        {hours.map((one, index) => (
          <HoursRow
            // Rows have nothing else that stays.
            // biome-ignore lint/suspicious/noArrayIndexKey: what a row shows is all in its value.
            key={index}
            label={label}
            hours={one}
            onChange={(changed) => change(hours.with(index, changed))}
            onRemove={() => change(hours.toSpliced(index, 1))}
          />
        ))}
        <div>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconPlus size={14} aria-hidden />}
            onClick={() => change([...hours, workingHours])}
          >
            {t("restrictions.addHours")}
          </Button>
        </div>
      </Stack>
    </Input.Wrapper>
  );
}

interface HoursRowProps {
  readonly label: string;
  readonly hours: Hours;
  readonly onChange: (hours: Hours) => void;
  readonly onRemove: () => void;
}

function HoursRow({ label, hours, onChange, onRemove }: HoursRowProps): ReactElement {
  const { t, i18n } = useTranslation("administration");
  const dayName = (day: number, style: "short" | "long") =>
    // 1 January 2024 was a Monday.
    new Intl.DateTimeFormat(i18n.language, { weekday: style, timeZone: "UTC" }).format(Date.UTC(2024, 0, day));
  return (
    <fieldset className={classes.hours} aria-label={label}>
      <Chip.Group
        multiple
        value={hours.days.map(String)}
        onChange={(days: string[]) => onChange({ ...hours, days: days.map(Number).sort() })}
      >
        <Group gap={4}>
          {weekdays.map((day) => (
            <Chip key={day} size="xs" value={String(day)} aria-label={dayName(day, "long")}>
              {dayName(day, "short")}
            </Chip>
          ))}
        </Group>
      </Chip.Group>
      <Group gap="xs" wrap="nowrap">
        <TextInput
          type="time"
          size="xs"
          aria-label={t("restrictions.from")}
          value={hours.from}
          onChange={(event) => onChange({ ...hours, from: event.currentTarget.value })}
        />
        <span aria-hidden>–</span>
        <TextInput
          type="time"
          size="xs"
          aria-label={t("restrictions.until")}
          value={hours.until}
          onChange={(event) => onChange({ ...hours, until: event.currentTarget.value })}
        />
        <ActionIcon variant="subtle" color="gray" aria-label={t("restrictions.removeHours")} onClick={onRemove}>
          <IconTrash size={16} />
        </ActionIcon>
      </Group>
      {!isComplete(hours) && (
        <Text size="xs" c="var(--mantine-color-error)" role="status">
          {t("restrictions.incomplete")}
        </Text>
      )}
    </fieldset>
  );
}
