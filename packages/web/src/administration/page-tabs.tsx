import { Tabs } from "@mantine/core";
import { useNavigate, useSearch } from "@tanstack/react-router";
import type { ReactElement, ReactNode } from "react";
import classes from "./frame.module.css";

/** A part of a page of the administration. */
export interface PageTab {
  readonly key: string;
  readonly label: string;
  readonly render: () => ReactNode;
}

/** The parts of a page, one of which is shown; which one stands in the address. */
export function PageTabs({ tabs }: { tabs: readonly PageTab[] }): ReactElement {
  const { tab: wanted }: { readonly tab?: unknown } = useSearch({ strict: false });
  const navigate = useNavigate();
  const shown = tabs.find((tab) => tab.key === wanted) ?? tabs[0];
  const show = (key: string | null) =>
    navigate({ to: ".", search: (key === tabs[0]?.key ? {} : { tab: key }) as never, resetScroll: false });
  return (
    <Tabs value={shown?.key ?? null} onChange={show} keepMounted={false} activateTabWithKeyboard={false}>
      <Tabs.List className={classes.tabs}>
        {tabs.map(({ key, label }) => (
          <Tabs.Tab key={key} value={key}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {tabs.map(({ key, render }) => (
        <Tabs.Panel key={key} value={key} pt="lg">
          {key === shown?.key && render()}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
