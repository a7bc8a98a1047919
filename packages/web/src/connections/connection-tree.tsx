import { useWindowVirtualizer } from "@tanstack/react-virtual";
import {
  type KeyboardEvent,
  type ReactElement,
  type ReactNode,
  type RefObject,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import type { GroupItem } from "../api/connection-groups.ts";
import type { Selection } from "../table/selection.ts";
import classes from "./tree.module.css";
import { treeStep } from "./tree-keys.ts";
import type { TreeObject } from "./tree-object.ts";
import { TreeRowView } from "./tree-row-view.tsx";
import type { TreeRow } from "./tree-rows.ts";
import { useRowDrag } from "./use-row-drag.ts";

/** As in tree.module.css. */
const rowHeight = 44;

interface ConnectionTreeProps {
  readonly rows: readonly TreeRow[];
  /** All groups, to know what may be moved where. */
  readonly groups: readonly GroupItem[];
  readonly selection: Selection<TreeObject>;
  /** Keys of what has been cut, to be put elsewhere. */
  readonly cut: ReadonlySet<string>;
  readonly onToggle: (group: string) => void;
  readonly onRowsShown: (rows: readonly TreeRow[]) => void;
  readonly onMove: (objects: readonly TreeObject[], target: string) => void;
  /** A key on a row that is none of the tree's own; true if it was of use. */
  readonly onRowKey: (event: KeyboardEvent, row: TreeRow) => boolean;
  /** The menu at the end of a row. */
  readonly rowMenu: (object: TreeObject) => ReactNode;
}

/** Groups and connections as a tree, of which only what is in view is rendered. */
export function ConnectionTree(props: ConnectionTreeProps): ReactElement {
  const { rows, groups, selection, cut, onToggle, onRowsShown, onMove, onRowKey } = props;
  const { t } = useTranslation("connections");
  const list = useRef<HTMLTableSectionElement>(null);
  const { activeIndex, setActive, focusOnRender } = useActiveRow(rows, list);
  const [margin, setMargin] = useState(0);
  useLayoutEffect(() => setMargin(list.current?.offsetTop ?? 0), []);

  const virtual = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin: margin,
    getItemKey: (index) => rows[index]?.key ?? index,
    // The row with the keyboard must not go away when it is scrolled out of view.
    rangeExtractor: ({ startIndex, endIndex, overscan, count }) => {
      const first = Math.max(0, startIndex - overscan);
      const last = Math.min(count - 1, endIndex + overscan);
      const shown = Array.from({ length: last - first + 1 }, (_, index) => first + index);
      const isShown = activeIndex >= first && activeIndex <= last;
      return isShown || activeIndex >= count ? shown : [...shown, activeIndex].sort((a, b) => a - b);
    },
  });
  const items = virtual.getVirtualItems();
  useEffect(() => onRowsShown(items.flatMap(({ index }) => rows[index] ?? [])));

  const drag = useRowDrag({
    groups,
    draggedWith: (object) => (selection.has(object) ? selection.items : [object]),
    onMove,
    onOpen: onToggle,
  });

  const goTo = (index: number) => {
    virtual.scrollToIndex(index, { align: "auto" });
    focusOnRender(index);
  };

  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const row = rows[activeIndex];
    // Keys of the controls inside a row are theirs.
    if (row === undefined || !(event.target instanceof HTMLTableRowElement)) return;
    const hasModifier = event.altKey || event.ctrlKey || event.metaKey;
    const step = hasModifier ? undefined : treeStep(rows, activeIndex, event.key);
    if (step !== undefined) {
      if ("focus" in step) goTo(step.focus);
      else onToggle(step.toggle);
    } else if (!onRowKey(event, row)) {
      return;
    }
    event.preventDefault();
  };

  return (
    <table
      // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a treegrid of the ARIA Authoring Practices is a table.
      role="treegrid"
      aria-label={t("tree.label")}
      aria-multiselectable
      aria-rowcount={rows.length + 1}
      className={classes.tree}
      onKeyDown={onKeyDown}
    >
      <thead>
        <tr aria-rowindex={1} className={classes.head}>
          <th>{t("tree.name")}</th>
          <th className={classes.secondary}>{t("tree.computer")}</th>
          <th className={classes.uses}>{t("tree.inUse")}</th>
          <th aria-label={t("tree.actions")} />
        </tr>
      </thead>
      <tbody ref={list} className={classes.rows} style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, key, start }) => {
          const row = rows[index];
          return (
            row && (
              <TreeRowView
                key={key}
                row={row}
                index={index}
                top={start - margin}
                isActive={index === activeIndex}
                isCut={cut.has(row.key)}
                isTarget={drag.isTarget(row)}
                selection={selection}
                dragHandlers={drag.handlers(row)}
                onActivate={() => setActive(row.key)}
                onToggle={onToggle}
                rowMenu={props.rowMenu}
              />
            )
          );
        })}
      </tbody>
    </table>
  );
}

/** Which row has the keyboard, by its key: rows come and go above it. */
function useActiveRow(rows: readonly TreeRow[], list: RefObject<HTMLElement | null>) {
  const [active, setActive] = useState<string>();
  const wantsFocus = useRef(false);
  const index = rows.findIndex((row) => row.key === active);
  const activeIndex = Math.max(index, 0);
  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    list.current?.querySelector<HTMLElement>(`[aria-rowindex="${activeIndex + 2}"]`)?.focus();
  }, [activeIndex, list]);
  const focusOnRender = (wanted: number) => {
    wantsFocus.current = true;
    setActive(rows[wanted]?.key);
  };
  return { activeIndex, setActive, focusOnRender };
}
