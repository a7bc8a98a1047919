import { Text, Title } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";
import classes from "./section.module.css";

interface SectionProps {
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}

/** One subject of a page: a card with a heading and a word on what it is about. */
export function Section({ title, text, children }: SectionProps): ReactElement {
  return (
    <section className={classes.section} aria-label={title}>
      <Title order={2} fz="md">
        {title}
      </Title>
      <Text size="sm" c="dimmed" mt={4} mb="md">
        {text}
      </Text>
      {children}
    </section>
  );
}
