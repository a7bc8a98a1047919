import { ActionIcon, Button, Group } from "@mantine/core";
import { IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import type { ReactElement } from "react";
import classes from "./hours.module.css";

interface StepperProps {
  /** What is shown. */
  readonly text: string;
  readonly previous: string;
  readonly next: string;
  /** The way to the present. */
  readonly present: string;
  readonly isPresent: boolean;
  /** -1 for the one before, 1 for the one after, 0 for the present. */
  readonly onStep: (step: -1 | 0 | 1) => void;
}

/** One of many months or days, and the way to the one before and after it. */
export function Stepper({ text, previous, next, present, isPresent, onStep }: StepperProps): ReactElement {
  return (
    <Group gap="xs" wrap="nowrap">
      <ActionIcon variant="default" size="lg" aria-label={previous} onClick={() => onStep(-1)}>
        <IconChevronLeft size={18} />
      </ActionIcon>
      <strong className={classes.step} aria-live="polite">
        {text}
      </strong>
      <ActionIcon variant="default" size="lg" aria-label={next} onClick={() => onStep(1)}>
        <IconChevronRight size={18} />
      </ActionIcon>
      <Button variant="default" disabled={isPresent} onClick={() => onStep(0)}>
        {present}
      </Button>
    </Group>
  );
}
