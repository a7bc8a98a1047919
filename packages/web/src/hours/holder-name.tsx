import { Group } from "@mantine/core";
import { IconUser, IconUsersGroup } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Subject } from "../api/permissions.ts";

/** A user or a group, told apart. */
export function HolderName({ holder: { kind, name } }: { holder: Subject }): ReactElement {
  const { t } = useTranslation("hoursKeeping");
  const Mark = kind === "user" ? IconUser : IconUsersGroup;
  return (
    <Group gap={6} wrap="nowrap">
      <Mark size={16} role="img" aria-label={t(`holder.${kind}`)} />
      {name}
    </Group>
  );
}
