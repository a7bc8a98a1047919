import { Group, Title } from "@mantine/core";
import { IconChevronLeft } from "@tabler/icons-react";
import type { LinkProps } from "@tanstack/react-router";
import type { ReactElement, ReactNode } from "react";
import { TextLink } from "../shell/links.tsx";
import { usePageTitle } from "../shell/page-title.ts";
import classes from "./frame.module.css";

interface PageHeadingProps {
  readonly title: string;
  /** The list that the page belongs to. */
  readonly back?: { readonly to: NonNullable<LinkProps["to"]>; readonly label: string };
  /** Beside the title, such as the state of what the page shows. */
  readonly badges?: ReactNode;
  /** At the end of the line. */
  readonly actions?: ReactNode;
}

/** The heading of a page of the administration, which is also the title of the tab. */
export function PageHeading({ title, back, badges, actions }: PageHeadingProps): ReactElement {
  usePageTitle(`${title} · Passerelle`);
  return (
    <header className={classes.heading}>
      {back && (
        <TextLink to={back.to} size="sm" className={classes.back}>
          <IconChevronLeft size={16} aria-hidden />
          {back.label}
        </TextLink>
      )}
      <Group justify="space-between" gap="sm">
        <Group gap="sm">
          <Title order={1} className={classes.title}>
            {title}
          </Title>
          {badges}
        </Group>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
    </header>
  );
}
