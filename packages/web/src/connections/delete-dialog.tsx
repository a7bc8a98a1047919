import { Alert, Button, Group, List, Modal, Skeleton, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { refreshConnections } from "../api/queries.ts";
import { ErrorAlert } from "../shell/error-alert.tsx";
import { removeObjects } from "./changes.ts";
import { fetchContents } from "./group-contents.ts";
import { keyOf, type TreeObject } from "./tree-object.ts";

/** How many names are listed before the rest is only counted. */
const listed = 8;

interface DeleteDialogProps {
  readonly objects: readonly TreeObject[];
  readonly onClose: () => void;
  readonly onDeleted: (() => void) | undefined;
}

/** Asks before groups and connections are deleted, and names what goes with them. */
export function DeleteDialog({ objects, onClose, onDeleted }: DeleteDialogProps): ReactElement {
  const { t } = useTranslation("connections");
  const { t: app } = useTranslation();
  const queryClient = useQueryClient();
  const contents = useQuery({
    queryKey: ["connections", "contents", objects.map(keyOf)],
    queryFn: () => fetchContents(objects),
    staleTime: 0,
  });
  const deletion = useMutation({
    mutationFn: () => removeObjects(objects),
    onSuccess: () => {
      notifications.show({ message: t("delete.done", { count: objects.length }) });
      onDeleted?.();
      onClose();
    },
    onSettled: () => refreshConnections(queryClient),
  });

  const [first] = objects;
  const isOne = first !== undefined && objects.length === 1;
  const inUse = objects.reduce((sum, object) => sum + object.activeConnections, 0);
  return (
    <Modal
      opened
      onClose={onClose}
      title={isOne ? t("delete.titleOne", { name: first.name }) : t("delete.title", { count: objects.length })}
      closeButtonProps={{ "aria-label": app("common.close") }}
    >
      <Stack>
        {!isOne && <Names names={objects.map((object) => object.name)} />}
        {contents.isPending && <Skeleton height={40} />}
        {contents.isError && (
          <ErrorAlert title={t("delete.unknown")} error={contents.error} onRetry={contents.refetch} />
        )}
        {contents.data && contents.data.groups.length + contents.data.connections.length > 0 && (
          <>
            <Text size="sm">{t("delete.inside")}</Text>
            <Names names={contents.data.groups} heading={t("delete.groups", { count: contents.data.groups.length })} />
            <Names
              names={contents.data.connections}
              heading={t("delete.connections", { count: contents.data.connections.length })}
            />
          </>
        )}
        {inUse > 0 && <Alert color="orange">{t("delete.inUse", { count: inUse })}</Alert>}
        <Text size="sm">{t("delete.text")}</Text>
        {deletion.isError && <ErrorAlert error={deletion.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {app("common.cancel")}
          </Button>
          <Button
            color="red"
            loading={deletion.isPending}
            disabled={!contents.isSuccess}
            onClick={() => deletion.mutate()}
          >
            {t("delete.confirm")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Some names in full, the others as a number. */
function Names({ names, heading }: { names: readonly string[]; heading?: string }): ReactElement | null {
  const { t } = useTranslation("connections");
  if (names.length === 0) return null;
  const rest = names.length - listed;
  return (
    <div>
      {heading !== undefined && (
        <Text size="sm" fw={600}>
          {heading}
        </Text>
      )}
      <List size="sm">
        {names.slice(0, listed).map((name, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: names may be there twice, and the list does not change.
          <List.Item key={index}>{name}</List.Item>
        ))}
        {rest > 0 && <List.Item>{t("delete.more", { count: rest })}</List.Item>}
      </List>
    </div>
  );
}
