import { notifications } from "@mantine/notifications";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactElement, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { GroupItem } from "../api/connection-groups.ts";
import { errorText } from "../api/error-text.ts";
import { refreshConnections } from "../api/queries.ts";
import { BulkEditDialog } from "./bulk-edit/bulk-edit-dialog.tsx";
import { moveObjects } from "./changes.ts";
import { DeleteDialog } from "./delete-dialog.tsx";
import { outermost } from "./group-tree.ts";
import { MoveDialog } from "./move-dialog.tsx";
import { identifiersOf, type TreeObject } from "./tree-object.ts";

type Objects = readonly TreeObject[];

/** What can be done with groups and connections wherever they are listed. */
export interface ObjectActions {
  readonly move: (objects: Objects, target: string, onDone?: () => void) => void;
  /** Opens the dialog for it; `onDone` is told when the change has been made. */
  readonly ask: (what: "move" | "remove" | "edit", objects: Objects, onDone?: () => void) => void;
  /** The dialog that is open, to be rendered. */
  readonly dialog: ReactNode;
}

interface Asked {
  readonly what: "move" | "remove" | "edit";
  readonly objects: Objects;
  readonly onDone: (() => void) | undefined;
}

interface Move {
  readonly objects: Objects;
  readonly target: string;
  readonly onDone: (() => void) | undefined;
}

/** @param groups all groups */
export function useObjectActions(groups: readonly GroupItem[]): ObjectActions {
  const { t } = useTranslation("connections");
  const { t: app } = useTranslation();
  const queryClient = useQueryClient();
  const [asked, setAsked] = useState<Asked>();
  const close = () => setAsked(undefined);

  const moving = useMutation({
    mutationFn: ({ objects, target }: Move) => moveObjects(objects, target),
    onSuccess: (_nothing, { objects, onDone }) => {
      notifications.show({ message: t("move.done", { count: objects.length }) });
      onDone?.();
    },
    onError: (error) => notifications.show({ color: "red", title: t("move.failed"), message: errorText(app, error) }),
    onSettled: () => refreshConnections(queryClient),
  });
  const move: ObjectActions["move"] = (objects, target, onDone) =>
    moving.mutate({ objects: outermost(objects, groups), target, onDone });

  return {
    move,
    ask: (what, objects, onDone) => setAsked({ what, objects: outermost(objects, groups), onDone }),
    dialog: asked && <ActionDialog asked={asked} groups={groups} move={move} onClose={close} />,
  };
}

interface ActionDialogProps {
  readonly asked: Asked;
  readonly groups: readonly GroupItem[];
  readonly move: ObjectActions["move"];
  readonly onClose: () => void;
}

function ActionDialog({ asked, groups, move, onClose }: ActionDialogProps): ReactElement {
  const { what, objects, onDone } = asked;
  switch (what) {
    case "move":
      return (
        <MoveDialog
          objects={objects}
          groups={groups}
          onMove={(target) => move(objects, target, onDone)}
          onClose={onClose}
        />
      );
    case "remove":
      return <DeleteDialog objects={objects} onClose={onClose} onDeleted={onDone} />;
    case "edit":
      return <BulkEditDialog identifiers={identifiersOf(objects).connections} onClose={onClose} onChanged={onDone} />;
  }
}
