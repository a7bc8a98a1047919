import { Checkbox, UnstyledButton, VisuallyHidden } from "@mantine/core";
import { IconArrowDown, IconArrowsSort, IconArrowUp } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { ariaSort, type Column, nextSort } from "./columns.ts";
import type { ListState } from "./list-state.ts";
import type { Selection } from "./selection.ts";
import classes from "./table.module.css";

interface TableHeadProps<Item> {
  readonly columns: readonly Column<Item>[];
  readonly state: ListState;
  /** Of the page that is shown. */
  readonly items: readonly Item[];
  /** Undefined if rows cannot be selected. */
  readonly selection: Selection<Item> | undefined;
  readonly hasMenu: boolean;
}

/** The headings, with which the table is sorted, and the box that ticks the whole page. */
export function TableHead<Item>(props: TableHeadProps<Item>): ReactElement {
  const { columns, state, items, selection, hasMenu } = props;
  const { t } = useTranslation("administration");
  const ticked = selection ? items.filter(selection.has).length : 0;
  return (
    <thead>
      <tr>
        {selection && (
          <th className={classes.narrow}>
            <Checkbox
              size="xs"
              aria-label={t("table.selectPage")}
              checked={items.length > 0 && ticked === items.length}
              indeterminate={ticked > 0 && ticked < items.length}
              onChange={(event) => selection.set(items, event.currentTarget.checked)}
            />
          </th>
        )}
        {columns.map((column) => (
          <Heading key={column.key} column={column} state={state} />
        ))}
        {hasMenu && (
          <th className={classes.narrow}>
            <VisuallyHidden>{t("table.actions")}</VisuallyHidden>
          </th>
        )}
      </tr>
    </thead>
  );
}

function Heading<Item>({ column, state }: { column: Column<Item>; state: ListState }): ReactElement {
  const { key, heading, isSortable = false, isSecondary } = column;
  if (!isSortable) return <th data-secondary={isSecondary || undefined}>{heading}</th>;
  const direction = ariaSort(state.query.sort, key);
  const Icon = { none: IconArrowsSort, ascending: IconArrowUp, descending: IconArrowDown }[direction];
  return (
    <th data-secondary={isSecondary || undefined} aria-sort={direction}>
      <UnstyledButton className={classes.sort} onClick={() => state.change({ sort: nextSort(state.query.sort, key) })}>
        {heading}
        <Icon size={14} aria-hidden />
      </UnstyledButton>
    </th>
  );
}
