import { Button, Group, Modal, Stack } from "@mantine/core";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import type { GroupItem } from "../api/connection-groups.ts";
import { GroupSelect } from "./group-select.tsx";
import { mayMoveInto } from "./moving.ts";
import type { TreeObject } from "./tree-object.ts";

interface MoveDialogProps {
  readonly objects: readonly TreeObject[];
  readonly groups: readonly GroupItem[];
  readonly onMove: (target: string) => void;
  readonly onClose: () => void;
}

/** Asks where groups and connections are to go: what dragging does, without a mouse. */
export function MoveDialog({ objects, groups, onMove, onClose }: MoveDialogProps): ReactElement {
  const { t } = useTranslation("connections");
  const { t: app } = useTranslation();
  const [target, setTarget] = useState("");
  const [first] = objects;
  const title = first && objects.length === 1 ? t("move.titleOne", { name: first.name }) : t("move.title");
  const move = () => {
    onMove(target);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={title} closeButtonProps={{ "aria-label": app("common.close") }}>
      <Stack>
        <GroupSelect
          label={t("move.target")}
          placeholder={t("move.placeholder")}
          value={target}
          onChange={setTarget}
          isOffered={(group) => mayMoveInto(objects, group, groups)}
          data-autofocus
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {app("common.cancel")}
          </Button>
          <Button disabled={target === ""} onClick={move}>
            {t("move.confirm")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
