import { Button, Text } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Selection } from "./selection.ts";
import classes from "./table.module.css";

interface SelectionBarProps<Item> {
  readonly selection: Selection<Item>;
  readonly children: ReactNode;
}

/** How many rows are ticked, and what can be done with them; not there while none is. */
export function SelectionBar<Item>({ selection, children }: SelectionBarProps<Item>): ReactElement {
  const { t } = useTranslation("administration");
  const count = selection.items.length;
  return (
    <div role="status" className={classes.selection} hidden={count === 0}>
      <Text size="sm" fw={600}>
        {t("table.selected", { count })}
      </Text>
      {count > 0 && children}
      <Button variant="subtle" color="gray" size="xs" onClick={selection.clear}>
        {t("table.clearSelection")}
      </Button>
    </div>
  );
}
