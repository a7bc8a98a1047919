import { Skeleton, Stack, Text, VisuallyHidden } from "@mantine/core";
import { useSessionStorage } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { type KeyboardEvent, type ReactElement, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { type GroupItem, groupsQuery } from "../api/connection-groups.ts";
import type { ConnectionSource } from "../api/connections.ts";
import { rootGroup } from "../api/gateway.ts";
import { ErrorAlert } from "../shell/error-alert.tsx";
import { SearchBox } from "../table/search-box.tsx";
import { useSelection } from "../table/selection.ts";
import { SelectionBar } from "../table/selection-bar.tsx";
import { BulkButtons } from "./bulk-buttons.tsx";
import { ConnectionTree } from "./connection-tree.tsx";
import { ConnectionsHeading } from "./connections-heading.tsx";
import { findGroups } from "./group-tree.ts";
import { mayMoveInto } from "./moving.ts";
import { ObjectMenu } from "./object-menu.tsx";
import classes from "./tree.module.css";
import { keyOf, mayAll, type TreeObject } from "./tree-object.ts";
import { foundRows, type TreeRow, treeRows } from "./tree-rows.ts";
import { useLoadedSources } from "./use-loaded-sources.ts";
import { useObjectActions } from "./use-object-actions.tsx";

/** All groups and connections that the person may see, as a tree. */
export function ConnectionTreePage(): ReactElement {
  const groups = useQuery(groupsQuery);
  const { t } = useTranslation("connections");
  return (
    <>
      <ConnectionsHeading view="tree" />
      {groups.isError ? (
        <ErrorAlert title={t("failed")} error={groups.error} onRetry={groups.refetch} />
      ) : groups.data ? (
        <TreeWithTools groups={groups.data} />
      ) : (
        <Stack aria-busy="true" gap={6}>
          {[1, 2, 3, 4, 5, 6].map((number) => (
            <Skeleton key={number} height={40} />
          ))}
        </Stack>
      )}
    </>
  );
}

function TreeWithTools({ groups }: { groups: readonly GroupItem[] }): ReactElement {
  const { t } = useTranslation("connections");
  const [search, setSearch] = useState("");
  const selection = useSelection<TreeObject>(keyOf);
  const [cut, setCut] = useState<readonly TreeObject[]>([]);
  const { rows, toggle, onRowsShown } = useRows(groups, search);
  const forget = () => {
    selection.clear();
    setCut([]);
  };
  const actions = useObjectActions(groups);

  const onRowKey = (event: KeyboardEvent, row: TreeRow): boolean => {
    const object = row.kind === "object" ? row.object : undefined;
    const chosen = object && !selection.has(object) ? [object] : selection.items;
    const withControl = event.ctrlKey || event.metaKey;
    if (event.key === " " && object) selection.set([object], !selection.has(object));
    else if (event.key === "Enter" && object) (event.target as HTMLElement).querySelector<HTMLElement>("a")?.click();
    else if (event.key === "Delete" && chosen.length > 0 && mayAll(chosen, "DELETE"))
      actions.ask("remove", chosen, forget);
    else if (event.key === "Escape" && cut.length > 0) setCut([]);
    else if (withControl && event.key === "a") selection.set(rows.flatMap(objectOf), true);
    else if (withControl && event.key === "x" && mayAll(chosen, "UPDATE")) setCut(chosen);
    else if (withControl && event.key === "v") {
      const target = object?.kind === "group" ? object.identifier : (row.parent ?? rootGroup);
      if (cut.length > 0 && mayMoveInto(cut, target, groups)) actions.move(cut, target, forget);
    } else return false;
    return true;
  };

  return (
    <>
      <div className={classes.tools}>
        <SearchBox
          label={t("search")}
          value={search}
          onChange={setSearch}
          onLeave={() => document.querySelector<HTMLElement>("[role=treegrid] [role=row][tabindex='0']")?.focus()}
        />
        <SelectionBar selection={selection}>
          <BulkButtons selection={selection} actions={actions} />
        </SelectionBar>
      </div>
      <VisuallyHidden role="status">{cut.length > 0 && t("tree.cut", { count: cut.length })}</VisuallyHidden>
      {rows.length === 0 ? (
        <Text c="dimmed" ta="center" py={48}>
          {t("nothing", { search })}
        </Text>
      ) : (
        <ConnectionTree
          rows={rows}
          groups={groups}
          selection={selection}
          cut={new Set(cut.map(keyOf))}
          onToggle={toggle}
          onRowsShown={onRowsShown}
          onMove={(objects, target) => actions.move(objects, target, forget)}
          onRowKey={onRowKey}
          rowMenu={(object) => <ObjectMenu object={object} actions={actions} />}
        />
      )}
      <Text size="xs" c="dimmed" mt="sm" visibleFrom="sm">
        {t("tree.hint")}
      </Text>
      {actions.dialog}
    </>
  );
}

function objectOf(row: TreeRow): TreeObject[] {
  return row.kind === "object" ? [row.object] : [];
}

/** The rows of the tree, or what was found; which groups are open is remembered in this tab. */
function useRows(groups: readonly GroupItem[], search: string) {
  const [opened, setOpened] = useSessionStorage<readonly string[]>({ key: "passerelle.open-groups", defaultValue: [] });
  const sources = useMemo((): ConnectionSource[] => {
    if (search !== "") return [{ search }];
    return [rootGroup, ...opened].map((parent) => ({ parent }));
  }, [opened, search]);
  const { loaded, onRowsShown } = useLoadedSources(sources);
  const rows = useMemo(
    () =>
      search === ""
        ? treeRows(groups, new Set(opened), loaded)
        : foundRows(findGroups(groups, search), search, loaded.get(search)),
    [groups, opened, loaded, search],
  );
  const toggle = (group: string) =>
    setOpened((before) => (before.includes(group) ? before.filter((one) => one !== group) : [...before, group]));
  return { rows, toggle, onRowsShown };
}
