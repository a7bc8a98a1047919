import { Badge, Button, Checkbox, Skeleton, UnstyledButton } from "@mantine/core";
import {
  IconArrowsSplit2,
  IconChevronRight,
  IconDeviceDesktop,
  IconDeviceDesktopOff,
  IconFolder,
  IconFolders,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { CSSProperties, HTMLAttributes, ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../api/error-text.ts";
import type { Selection } from "../table/selection.ts";
import classes from "./tree.module.css";
import { computerText, type TreeObject } from "./tree-object.ts";
import type { TreeRow } from "./tree-rows.ts";

interface TreeRowViewProps {
  readonly row: TreeRow;
  readonly index: number;
  /** Pixels from the first row. */
  readonly top: number;
  /** Whether the keyboard gets here by Tab. */
  readonly isActive: boolean;
  readonly isCut: boolean;
  /** Whether what is being dragged would go here. */
  readonly isTarget: boolean;
  readonly selection: Selection<TreeObject>;
  readonly dragHandlers: HTMLAttributes<HTMLElement>;
  readonly onActivate: () => void;
  readonly onToggle: (group: string) => void;
  readonly rowMenu: (object: TreeObject) => ReactNode;
}

/** One line of the tree. */
export function TreeRowView(props: TreeRowViewProps): ReactElement {
  const { row, index, top, isActive, isCut, isTarget, selection, dragHandlers } = props;
  const object = row.kind === "object" ? row.object : undefined;
  const isExpanded = row.kind === "object" ? row.isExpanded : undefined;
  return (
    <tr
      tabIndex={isActive ? 0 : -1}
      aria-rowindex={index + 2}
      aria-level={row.level}
      aria-expanded={isExpanded}
      aria-selected={object ? selection.has(object) : undefined}
      className={classes.row}
      data-kind={object?.kind ?? row.kind}
      data-cut={isCut || undefined}
      data-target={isTarget || undefined}
      style={{ transform: `translateY(${top}px)`, "--level": row.level } as CSSProperties}
      onFocus={props.onActivate}
      {...dragHandlers}
    >
      {object ? <ObjectCells {...props} object={object} isExpanded={isExpanded} /> : <NoteCell row={row} />}
    </tr>
  );
}

interface ObjectCellsProps extends TreeRowViewProps {
  readonly object: TreeObject;
  readonly isExpanded: boolean | undefined;
}

function ObjectCells({ object, row, isExpanded, isActive, selection, onToggle, rowMenu }: ObjectCellsProps) {
  const { t } = useTranslation("connections");
  const { name, identifier } = object;
  const tabIndex = isActive ? 0 : -1;
  const isGroup = object.kind === "group";
  const hasPath = row.parent === undefined || row.level === 1;
  return (
    <>
      <td className={classes.name}>
        <Checkbox
          size="xs"
          tabIndex={tabIndex}
          aria-label={t("tree.select", { name })}
          checked={selection.has(object)}
          onChange={(event) => selection.set([object], event.currentTarget.checked)}
        />
        {isExpanded === undefined ? (
          <span className={classes.noChevron} />
        ) : (
          <UnstyledButton
            className={classes.chevron}
            tabIndex={-1}
            aria-label={t(isExpanded ? "tree.close" : "tree.open", { name })}
            onClick={() => onToggle(identifier)}
          >
            <IconChevronRight size={16} aria-hidden />
          </UnstyledButton>
        )}
        <ObjectIcon object={object} />
        <span className={classes.texts}>
          <ObjectName object={object} tabIndex={tabIndex} />
          {hasPath && object.path.length > 0 && <span className={classes.path}>{object.path.join(" / ")}</span>}
        </span>
        {isGroup && object.type === "BALANCING" && (
          <Badge variant="light" size="sm" tt="none" className={classes.secondary}>
            {t("tree.balancing")}
          </Badge>
        )}
      </td>
      <td className={`${classes.computer} ${classes.secondary}`}>{!isGroup && computerText(object)}</td>
      <td className={classes.uses} data-active={object.activeConnections > 0 || undefined}>
        {object.activeConnections > 0 && object.activeConnections}
      </td>
      <td className={classes.menuCell}>{rowMenu(object)}</td>
    </>
  );
}

/** The name, which leads to the form of whoever may change what it stands for. */
function ObjectName({ object, tabIndex }: { object: TreeObject; tabIndex: number }): ReactElement {
  const { kind, name, identifier, permissions } = object;
  if (!permissions.includes("UPDATE")) {
    return (
      <span className={classes.label} title={name}>
        {name}
      </span>
    );
  }
  return (
    <Link
      to={kind === "group" ? "/settings/connectionGroups/$id" : "/settings/connections/$id"}
      params={{ id: identifier }}
      className={classes.label}
      title={name}
      tabIndex={tabIndex}
      draggable={false}
    >
      {name}
    </Link>
  );
}

function ObjectIcon({ object }: { object: TreeObject }): ReactElement {
  const shared = { size: 18, className: classes.kind, "data-kind": object.kind, "aria-hidden": true };
  if (object.kind === "group") {
    return object.type === "BALANCING" ? <IconArrowsSplit2 {...shared} /> : <IconFolder {...shared} />;
  }
  return object.protocol === "rdp" ? <IconDeviceDesktop {...shared} /> : <IconDeviceDesktopOff {...shared} />;
}

/** A line that is no group and no connection. */
function NoteCell({ row }: { row: TreeRow }): ReactElement {
  const { t } = useTranslation("connections");
  const { t: app } = useTranslation();
  return (
    <td className={classes.name}>
      {row.kind === "root" && (
        <>
          <IconFolders size={18} className={classes.kind} data-kind="group" aria-hidden />
          <span className={classes.label}>{t("tree.root")}</span>
        </>
      )}
      {row.kind === "pending" && <Skeleton height={12} width={180} />}
      {row.kind === "empty" && <span className={classes.note}>{t("tree.empty")}</span>}
      {row.kind === "failed" && (
        <>
          <span className={classes.note}>{errorText(app, row.error)}</span>
          <Button size="compact-xs" variant="default" onClick={row.retry}>
            {app("errors.retry")}
          </Button>
        </>
      )}
    </td>
  );
}
