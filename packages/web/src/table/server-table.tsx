import { Button, EmptyState } from "@mantine/core";
import { IconList, IconSearchOff } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { type ReactElement, type ReactNode, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ListPage, ListQuery } from "../api/lists.ts";
import { ErrorAlert } from "../shell/error-alert.tsx";
import type { Column } from "./columns.ts";
import type { ListState } from "./list-state.ts";
import { Pager } from "./pager.tsx";
import { focusFirstRow, walkRows } from "./row-keys.ts";
import { SearchBox } from "./search-box.tsx";
import { type Selection, useSelection } from "./selection.ts";
import { SelectionBar } from "./selection-bar.tsx";
import classes from "./table.module.css";
import { LoadingBody, TableBody } from "./table-body.tsx";
import { TableHead } from "./table-head.tsx";

interface ServerTableProps<Item> {
  /** What the table holds, for screen readers. */
  readonly label: string;
  readonly state: ListState;
  /** Names the list among the queries; the part that is shown is added to it. */
  readonly queryKey: readonly unknown[];
  readonly fetch: (query: ListQuery) => Promise<ListPage<Item>>;
  readonly columns: readonly Column<Item>[];
  readonly keyOf: (item: Item) => string;
  /** What a row is called, for screen readers; its key unless given. */
  readonly nameOf?: (item: Item) => string;
  /** Undefined for a list without a search box. */
  readonly searchLabel?: string;
  /** Inputs of the list's filters, beside the search box. */
  readonly filters?: ReactNode;
  /** What can be done beyond the rows, such as adding one; at the end of the first line. */
  readonly actions?: ReactNode;
  /** The menu at the end of a row. */
  readonly rowMenu?: (item: Item) => ReactNode;
  /** What can be done with the rows that are ticked; without it there is nothing to tick. */
  readonly bulkActions?: (selection: Selection<Item>) => ReactNode;
  /** Said if there is nothing at all. */
  readonly emptyTitle: string;
  readonly emptyText?: string;
  /** Milliseconds after which the list is asked for again by itself. */
  readonly refetchInterval?: number;
}

/** A list of the gateway, shown page by page: searched, sorted and cut by the gateway. */
export function ServerTable<Item>(props: ServerTableProps<Item>): ReactElement {
  const { label, state, queryKey, fetch, columns, keyOf, nameOf = keyOf, rowMenu, bulkActions } = props;
  const { t } = useTranslation("administration");
  const { query } = state;
  const frame = useRef<HTMLElement>(null);
  const selection = useSelection(keyOf);
  const list = useQuery({
    queryKey: [...queryKey, query],
    queryFn: () => fetch(query),
    placeholderData: keepPreviousData,
    ...(props.refetchInterval !== undefined && { refetchInterval: props.refetchInterval }),
  });
  const { total = 0, items = [] } = list.data ?? {};
  useExistingPage(state, list.isPlaceholderData ? undefined : list.data);

  const isFiltered = query.search !== "" || Object.values(query.filters).some((value) => value !== "");
  const hasToolbar = props.searchLabel !== undefined || Boolean(props.filters) || Boolean(props.actions);
  const shownSelection = bulkActions && selection;
  return (
    <section ref={frame} aria-label={label} className={classes.frame}>
      <div className={classes.toolbar} hidden={!hasToolbar}>
        {props.searchLabel !== undefined && (
          <SearchBox
            label={props.searchLabel}
            value={query.search}
            onChange={(search) => state.change({ search })}
            onLeave={() => focusFirstRow(frame.current)}
          />
        )}
        {props.filters}
        <span className={classes.space} />
        {props.actions}
      </div>
      {bulkActions && <SelectionBar selection={selection}>{bulkActions(selection)}</SelectionBar>}
      {list.isError ? (
        <ErrorAlert title={t("table.failed")} error={list.error} onRetry={list.refetch} />
      ) : list.data && items.length === 0 ? (
        <Nothing {...props} isFiltered={isFiltered} />
      ) : (
        <>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: only passes the keyboard on between the links inside. */}
          <div className={classes.scroller} onKeyDown={walkRows}>
            <table className={classes.table} aria-label={label} aria-busy={list.isPending || list.isPlaceholderData}>
              <TableHead
                columns={columns}
                state={state}
                items={items}
                selection={shownSelection}
                hasMenu={rowMenu !== undefined}
              />
              {list.isPending ? (
                <LoadingBody
                  columns={columns}
                  isSelectable={bulkActions !== undefined}
                  hasMenu={rowMenu !== undefined}
                />
              ) : (
                <TableBody
                  columns={columns}
                  items={items}
                  keyOf={keyOf}
                  nameOf={nameOf}
                  selection={shownSelection}
                  rowMenu={rowMenu}
                />
              )}
            </table>
          </div>
          {list.data && <Pager state={state} total={total} />}
        </>
      )}
    </section>
  );
}

/** Goes back to the last page when the one that is shown no longer exists, for example after its rows were deleted. */
function useExistingPage(state: ListState, page: ListPage<unknown> | undefined): void {
  const { offset, limit } = state.query;
  const isGone = page !== undefined && page.items.length === 0 && offset > 0;
  const lastOffset = isGone ? Math.max(0, Math.ceil(page.total / limit) - 1) * limit : offset;
  useEffect(() => {
    if (lastOffset !== offset) state.change({ offset: lastOffset });
  });
}

interface NothingProps {
  readonly state: ListState;
  readonly isFiltered: boolean;
  readonly emptyTitle: string;
  readonly emptyText?: string;
}

/** Said in place of the rows: that there are none, or that none match. */
function Nothing({ state, isFiltered, emptyTitle, emptyText }: NothingProps): ReactElement {
  const { t } = useTranslation("administration");
  if (!isFiltered) {
    return (
      <EmptyState icon={<IconList />} title={emptyTitle} description={emptyText} withIndicatorBackground py={56} />
    );
  }
  const clear = () => {
    const filters = Object.fromEntries(Object.keys(state.query.filters).map((name) => [name, ""]));
    state.change({ search: "", filters });
  };
  return (
    <EmptyState
      icon={<IconSearchOff />}
      title={t("table.nothingTitle")}
      description={t("table.nothing")}
      withIndicatorBackground
      role="status"
      py={56}
    >
      <EmptyState.Actions>
        <Button variant="default" onClick={clear}>
          {t("table.showAll")}
        </Button>
      </EmptyState.Actions>
    </EmptyState>
  );
}
