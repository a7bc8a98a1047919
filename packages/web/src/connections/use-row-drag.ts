import { type DragEvent, useRef, useState } from "react";
import type { GroupItem } from "../api/connection-groups.ts";
import { rootGroup } from "../api/gateway.ts";
import { mayMoveInto } from "./moving.ts";
import type { TreeObject } from "./tree-object.ts";
import type { TreeRow } from "./tree-rows.ts";

/** How long something is held above a closed group before that opens. */
const openingDelay = 700;

/** The group that something goes to when it is dropped on a row: a group itself, or the group of a connection. */
function targetOf(row: TreeRow): string {
  if (row.kind === "object" && row.object.kind === "group") return row.object.identifier;
  return row.parent ?? rootGroup;
}

interface RowDragOptions {
  readonly groups: readonly GroupItem[];
  /** What moves when this one is dragged. */
  readonly draggedWith: (object: TreeObject) => readonly TreeObject[];
  readonly onMove: (objects: readonly TreeObject[], target: string) => void;
  readonly onOpen: (group: string) => void;
}

/** Rows that can be dragged into groups. */
export function useRowDrag({ groups, draggedWith, onMove, onOpen }: RowDragOptions) {
  const dragged = useRef<readonly TreeObject[]>([]);
  const opening = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [target, setTarget] = useState<string>();

  const leave = () => {
    clearTimeout(opening.current);
    setTarget(undefined);
  };

  const handlers = (row: TreeRow) => ({
    draggable: row.kind === "object",
    onDragStart: (event: DragEvent) => {
      if (row.kind !== "object") return;
      dragged.current = draggedWith(row.object);
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", dragged.current.map((object) => object.name).join("\n"));
    },
    onDragOver: (event: DragEvent) => {
      const wanted = targetOf(row);
      if (!mayMoveInto(dragged.current, wanted, groups)) {
        leave();
        return;
      }
      event.preventDefault();
      event.dataTransfer.dropEffect = "move";
      if (wanted === target) return;
      clearTimeout(opening.current);
      setTarget(wanted);
      const isClosed = row.kind === "object" && row.isExpanded === false;
      if (isClosed) opening.current = setTimeout(onOpen, openingDelay, wanted);
    },
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      leave();
      const wanted = targetOf(row);
      if (mayMoveInto(dragged.current, wanted, groups)) onMove(dragged.current, wanted);
    },
    onDragEnd: () => {
      dragged.current = [];
      leave();
    },
  });

  return { handlers, isTarget: (row: TreeRow) => target !== undefined && row.key === rowKeyOfGroup(target) };
}

function rowKeyOfGroup(group: string): string {
  return group === rootGroup ? "root" : `group:${group}`;
}
