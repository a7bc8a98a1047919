import { ActionIcon, Button, Group, Progress, Text } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../api/error-text.ts";
import { formatsOf } from "../../stats/formats.ts";
import { useStore } from "../store.ts";
import classes from "./files.module.css";
import type { Upload, Uploads } from "./uploads.ts";

/** The uploads of this page, with what can be done about each. */
export function UploadList({ uploads }: { readonly uploads: Uploads }): ReactElement | null {
  const { t } = useTranslation("files");
  const list = useStore(uploads.list);
  if (list.length === 0) return null;
  return (
    <section aria-label={t("uploads.title")}>
      <Group justify="space-between" mb={4}>
        <Text size="sm" fw={600}>
          {t("uploads.title")}
        </Text>
        {list.some(({ state }) => state === "done") && (
          <Button variant="subtle" size="compact-xs" onClick={() => uploads.removeDone()}>
            {t("uploads.removeDone")}
          </Button>
        )}
      </Group>
      <ul className={classes.uploads}>
        {list.map((upload) => (
          <UploadRow key={upload.id} upload={upload} uploads={uploads} />
        ))}
      </ul>
    </section>
  );
}

function UploadRow({ upload, uploads }: { readonly upload: Upload; readonly uploads: Uploads }): ReactElement {
  const { t, i18n } = useTranslation("files");
  const { id, path, size, sent, state, error } = upload;
  const { bytes } = formatsOf(i18n.language);
  const name = path.split("/").at(-1) ?? path;
  return (
    <li>
      <Group gap="xs" wrap="nowrap">
        <Text size="sm" truncate flex={1} title={path}>
          {name}
        </Text>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t(state === "running" || state === "waiting" ? "uploads.cancel" : "uploads.remove", { name })}
          onClick={() => uploads.remove(id)}
        >
          <IconX size={14} aria-hidden />
        </ActionIcon>
      </Group>
      {(state === "running" || state === "waiting") && (
        <>
          <Progress value={size === 0 ? 100 : (sent / size) * 100} size="xs" aria-label={name} />
          <Text size="xs" c="dimmed">
            {t(`uploads.${state}`, { sent: bytes(sent), size: bytes(size) })}
          </Text>
        </>
      )}
      {state === "done" && (
        <Text size="xs" c="dimmed">
          {t("uploads.done", { size: bytes(size) })}
        </Text>
      )}
      {state === "exists" && (
        <Group gap="xs">
          <Text size="xs">{t("uploads.exists")}</Text>
          <Button size="compact-xs" variant="default" onClick={() => uploads.again(id, true)}>
            {t("uploads.replace")}
          </Button>
        </Group>
      )}
      {state === "failed" && <UploadFailure error={error} onAgain={() => uploads.again(id, false)} />}
    </li>
  );
}

function UploadFailure({ error, onAgain }: { readonly error: unknown; readonly onAgain: () => void }): ReactElement {
  const { t } = useTranslation("files");
  const { t: tApp } = useTranslation();
  return (
    <Group gap="xs">
      <Text size="xs" c="red" role="alert">
        {errorText(tApp, error)}
      </Text>
      <Button size="compact-xs" variant="default" onClick={onAgain}>
        {t("uploads.again")}
      </Button>
    </Group>
  );
}
