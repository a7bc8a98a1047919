import { Button } from "@mantine/core";
import { IconFolderShare, IconPencil, IconTrash } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Selection } from "../table/selection.ts";
import { mayAll, type TreeObject } from "./tree-object.ts";
import type { ObjectActions } from "./use-object-actions.tsx";

interface BulkButtonsProps {
  readonly selection: Pick<Selection<TreeObject>, "items" | "clear">;
  readonly actions: ObjectActions;
}

/** What can be done with all that is selected, as far as the person is permitted. */
export function BulkButtons({ selection, actions }: BulkButtonsProps): ReactElement {
  const { t } = useTranslation("connections");
  const { items } = selection;
  const isOnlyConnections = items.every((object) => object.kind === "connection" && object.protocol === "rdp");
  const mayUpdate = mayAll(items, "UPDATE");
  return (
    <>
      {isOnlyConnections && mayUpdate && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPencil size={16} />}
          onClick={() => actions.ask("edit", items, selection.clear)}
        >
          {t("bulk.edit")}
        </Button>
      )}
      {mayUpdate && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconFolderShare size={16} />}
          onClick={() => actions.ask("move", items, selection.clear)}
        >
          {t("menu.move")}
        </Button>
      )}
      {mayAll(items, "DELETE") && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconTrash size={16} />}
          onClick={() => actions.ask("remove", items, selection.clear)}
        >
          {t("menu.delete")}
        </Button>
      )}
    </>
  );
}
