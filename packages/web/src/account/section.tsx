import { Text, Title } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";
import classes from "./account.module.css";

interface SectionProps {
  readonly title: string;
  readonly text: string;
  readonly children: ReactNode;
}

/** One subject of the account. */
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
