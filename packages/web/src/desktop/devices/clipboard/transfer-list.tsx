import { ActionIcon, Group, Progress, Text } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { formatsOf } from "../../stats/formats.ts";
import { useStore } from "../store.ts";
import type { Transfer, Transfers } from "./transfers.ts";

/** Bytes; shorter ones are over before somebody reads of them. */
const LONG = 256 * 1024;

/** What is on its way, and how to stop it. */
export function TransferList({ transfers }: { readonly transfers: Transfers }): ReactElement | null {
  const list = useStore(transfers.list).filter(({ done, total }) => (total ?? done) > LONG);
  if (list.length === 0) return null;
  return (
    <div>
      {list.map((transfer) => (
        <TransferRow key={transfer.id} transfer={transfer} />
      ))}
    </div>
  );
}

function TransferRow({ transfer }: { readonly transfer: Transfer }): ReactElement {
  const { t, i18n } = useTranslation("clipboard");
  const { direction, name, done, total, cancel } = transfer;
  const { bytes } = formatsOf(i18n.language);
  const label = name ?? t(`transfer.${direction}`);
  return (
    <>
      <Group gap="xs" wrap="nowrap">
        <Text size="sm" truncate flex={1} title={label}>
          {label}
        </Text>
        <Text size="xs" c="dimmed">
          {total === undefined ? bytes(done) : t("transfer.progress", { done: bytes(done), total: bytes(total) })}
        </Text>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t("transfer.cancel", { label })}
          onClick={cancel}
        >
          <IconX size={14} aria-hidden />
        </ActionIcon>
      </Group>
      <Progress value={total ? (done / total) * 100 : 0} size="xs" aria-label={label} />
    </>
  );
}
