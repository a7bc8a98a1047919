import { Checkbox, Skeleton } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Column } from "./columns.ts";
import type { Selection } from "./selection.ts";
import classes from "./table.module.css";

interface TableBodyProps<Item> {
  readonly columns: readonly Column<Item>[];
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  /** What a row is called, for screen readers. */
  readonly nameOf: (item: Item) => string;
  readonly selection: Selection<Item> | undefined;
  readonly rowMenu: ((item: Item) => ReactNode) | undefined;
}

/** The rows. */
export function TableBody<Item>(props: TableBodyProps<Item>): ReactElement {
  const { columns, items, keyOf, nameOf, selection, rowMenu } = props;
  const { t } = useTranslation("administration");
  return (
    <tbody>
      {items.map((item) => (
        <tr key={keyOf(item)} data-selected={selection?.has(item) || undefined}>
          {selection && (
            <td className={classes.narrow}>
              <Checkbox
                size="xs"
                aria-label={t("table.select", { name: nameOf(item) })}
                checked={selection.has(item)}
                onChange={(event) => selection.set([item], event.currentTarget.checked)}
              />
            </td>
          )}
          {columns.map(({ key, isSecondary, render }) => (
            <td key={key} data-secondary={isSecondary || undefined}>
              {render(item)}
            </td>
          ))}
          {rowMenu && <td className={classes.narrow}>{rowMenu(item)}</td>}
        </tr>
      ))}
    </tbody>
  );
}

interface LoadingBodyProps<Item> {
  readonly columns: readonly Column<Item>[];
  readonly isSelectable: boolean;
  readonly hasMenu: boolean;
}

/** Stands in for the rows while they are loaded. */
export function LoadingBody<Item>({ columns, isSelectable, hasMenu }: LoadingBodyProps<Item>): ReactElement {
  return (
    <tbody aria-hidden="true">
      {[72, 54, 63, 48, 80, 60].map((width) => (
        <tr key={width}>
          {isSelectable && <td />}
          {columns.map(({ key, isSecondary }) => (
            <td key={key} data-secondary={isSecondary || undefined}>
              <Skeleton height={14} width={`${width}%`} my={4} />
            </td>
          ))}
          {hasMenu && <td />}
        </tr>
      ))}
    </tbody>
  );
}
