import { Button, Group, Menu, Modal, Stack } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import {
  IconBan,
  IconChevronDown,
  IconCircleCheck,
  IconKey,
  IconTrash,
  IconUsersMinus,
  IconUsersPlus,
} from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Choice, Picker } from "../administration/picker.tsx";
import { selfQuery } from "../api/queries.ts";
import type { UserChange, UserItem } from "../api/users.ts";
import { userGroupChoices } from "../permissions/choices.ts";
import type { Selection } from "../table/selection.ts";
import { DeleteUsersDialog } from "./delete-users-dialog.tsx";
import { useUserChange } from "./use-user-change.ts";

/** What can be done with the users that are ticked; all of them, or none if one may not be changed. */
export function BulkActions({ selection }: { selection: Selection<UserItem> }): ReactElement {
  const { t } = useTranslation("users");
  const usernames = selection.items.map((user) => user.username);
  const ownName = useSuspenseQuery(selfQuery).data.username;
  const change = useUserChange();
  const [groupChange, setGroupChange] = useState<"addGroups" | "removeGroups">();
  const [isDeleting, deletion] = useDisclosure();
  const apply = (what: UserChange) => change.mutate({ usernames, change: what }, { onSuccess: selection.clear });
  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <Button size="xs" rightSection={<IconChevronDown size={14} aria-hidden />} loading={change.isPending}>
            {t("bulk.menu")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconCircleCheck size={16} />} onClick={() => apply({ disabled: false })}>
            {t("menu.enable")}
          </Menu.Item>
          <Menu.Item leftSection={<IconBan size={16} />} onClick={() => apply({ disabled: true })}>
            {t("menu.disable")}
          </Menu.Item>
          <Menu.Item leftSection={<IconKey size={16} />} onClick={() => apply({ expired: true })}>
            {t("bulk.mustChange")}
          </Menu.Item>
          <Menu.Item leftSection={<IconUsersPlus size={16} />} onClick={() => setGroupChange("addGroups")}>
            {t("bulk.addGroups")}
          </Menu.Item>
          <Menu.Item leftSection={<IconUsersMinus size={16} />} onClick={() => setGroupChange("removeGroups")}>
            {t("bulk.removeGroups")}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={16} />}
            // Nobody can delete the own account.
            disabled={usernames.includes(ownName)}
            onClick={deletion.open}
          >
            {t("menu.delete")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <GroupsDialog
        change={groupChange}
        count={usernames.length}
        onClose={() => setGroupChange(undefined)}
        onPicked={(names) => groupChange && apply({ [groupChange]: names })}
      />
      <DeleteUsersDialog
        usernames={usernames}
        opened={isDeleting}
        onClose={deletion.close}
        onDeleted={selection.clear}
      />
    </>
  );
}

interface GroupsDialogProps {
  /** Undefined while nothing is asked. */
  readonly change: "addGroups" | "removeGroups" | undefined;
  readonly count: number;
  readonly onClose: () => void;
  readonly onPicked: (names: readonly string[]) => void;
}

/** Asks for the groups that many users are put in or taken out of. */
function GroupsDialog({ change, count, onClose, onPicked }: GroupsDialogProps): ReactElement {
  const { t } = useTranslation(["users", "app"]);
  const [picked, setPicked] = useState<readonly Choice[]>([]);
  const isAdding = change === "addGroups";
  const submit = () => {
    onPicked(picked.map((choice) => choice.value));
    setPicked([]);
    onClose();
  };
  return (
    <Modal
      opened={change !== undefined}
      onClose={onClose}
      title={t(isAdding ? "bulk.addGroupsTitle" : "bulk.removeGroupsTitle", { count })}
      closeButtonProps={{ "aria-label": t("app:common.close") }}
    >
      <Stack>
        <Picker label={t("field.groups")} source={userGroupChoices} picked={picked} onChange={setPicked} />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t("app:common.cancel")}
          </Button>
          <Button disabled={picked.length === 0} onClick={submit}>
            {t(isAdding ? "bulk.addGroupsConfirm" : "bulk.removeGroupsConfirm")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
