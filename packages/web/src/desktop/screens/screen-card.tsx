import { Paper, Title } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";
import classes from "./screens.module.css";

interface ScreenCardProps {
  readonly title: string;
  readonly icon?: ReactNode;
  readonly children: ReactNode;
  /** Lies over the desktop instead of standing in its place. */
  readonly isOverlay?: boolean;
  readonly role?: "alert" | "status";
}

/** What the page says in place of the desktop, or over it. */
export function ScreenCard({ title, icon, children, isOverlay = false, role }: ScreenCardProps): ReactElement {
  return (
    <main className={classes.screen} data-overlay={isOverlay}>
      <Paper className={classes.card} withBorder radius="lg" shadow="md" role={role}>
        <div className={classes.head}>
          {icon}
          <Title order={1} fz="h3">
            {title}
          </Title>
        </div>
        {children}
      </Paper>
    </main>
  );
}
