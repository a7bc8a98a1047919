import { ActionIcon, Alert, Button, Group, Loader, Text, TextInput } from "@mantine/core";
import { IconDownload, IconFolderPlus, IconTrash, IconUpload } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type DragEvent, type ReactElement, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../../../api/error-text.ts";
import { useStore } from "../store.ts";
import { Breadcrumbs } from "./breadcrumbs.tsx";
import { type DriveItem, download, pathIn } from "./drive-api.ts";
import { chosenFiles, droppedFiles } from "./dropped-files.ts";
import classes from "./files.module.css";
import type { FilesDevice } from "./files-device.ts";
import { ItemRow } from "./item-row.tsx";
import { NameForm } from "./name-form.tsx";

interface FolderViewProps {
  readonly files: FilesDevice;
  readonly mayUpload: boolean;
  readonly mayDownload: boolean;
}

/** Rows that are shown before somebody asks for more. */
const SHOWN_AT_ONCE = 500;

/** One folder of the drive, and what can be done there. */
export function FolderView({ files, mayUpload, mayDownload }: FolderViewProps): ReactElement {
  const { t } = useTranslation("files");
  const { t: tApp } = useTranslation();
  const [path, setPath] = useState("");
  const [search, setSearch] = useState("");
  const [shown, setShown] = useState(SHOWN_AT_ONCE);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [form, setForm] = useState<"none" | "folder" | { readonly rename: string }>("none");
  const [problem, setProblem] = useState<unknown>();
  const [isDraggedOver, setDraggedOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const queries = useQueryClient();
  const key = ["drive", files, path];
  const folder = useQuery({ queryKey: key, queryFn: () => files.api.folder(path), retry: false });
  const changed = useStore(files.changed);

  useEffect(() => {
    if (changed.includes(path)) queries.invalidateQueries({ queryKey: ["drive", files, path] });
  }, [changed, path, files, queries]);

  function open(next: string): void {
    setPath(next);
    setChosen(new Set());
    setSearch("");
    setShown(SHOWN_AT_ONCE);
    setForm("none");
    setProblem(undefined);
  }

  /** Does something to the folder, and shows what came of it. */
  async function act(work: () => Promise<void>): Promise<void> {
    setProblem(undefined);
    try {
      await work();
      setForm("none");
      setChosen(new Set());
    } catch (error) {
      setProblem(error);
    }
    await queries.invalidateQueries({ queryKey: key });
  }

  function remove(names: readonly string[]): void {
    if (!confirm(t("confirmDelete", { count: names.length, name: names[0] ?? "" }))) return;
    act(() => files.api.remove(names.map((name) => pathIn(path, name))));
  }

  async function drop(event: DragEvent): Promise<void> {
    event.preventDefault();
    event.stopPropagation();
    setDraggedOver(false);
    await files.uploads.add(path, await droppedFiles(event.dataTransfer));
  }

  function toggle(name: string): void {
    setChosen((before) =>
      before.has(name) ? new Set([...before].filter((other) => other !== name)) : new Set([...before, name]),
    );
  }

  const items = folder.data?.items ?? [];
  const found = search === "" ? items : items.filter(({ name }) => matches(name, search));
  const chosenNames = items.map(({ name }) => name).filter((name) => chosen.has(name));
  const dragging = mayUpload && {
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      event.stopPropagation();
      setDraggedOver(true);
    },
    onDragLeave: () => setDraggedOver(false),
    onDrop: drop,
  };

  return (
    <section className={classes.folder} data-dragged={isDraggedOver} aria-label={t("folder")} {...dragging}>
      <Breadcrumbs path={path} onOpen={open} />
      <Group gap="xs">
        {mayUpload && (
          <>
            <Button size="compact-sm" leftSection={<IconUpload size={16} />} onClick={() => input.current?.click()}>
              {t("upload")}
            </Button>
            <input
              ref={input}
              type="file"
              multiple
              hidden
              aria-label={t("upload")}
              onChange={({ currentTarget }) => {
                files.uploads.add(path, chosenFiles(currentTarget.files ?? []));
                currentTarget.value = "";
              }}
            />
            <Button
              size="compact-sm"
              variant="default"
              leftSection={<IconFolderPlus size={16} />}
              onClick={() => setForm("folder")}
            >
              {t("newFolder")}
            </Button>
          </>
        )}
        {chosenNames.length > 0 && (
          <Group gap={4} ms="auto">
            <Text size="sm">{t("chosen", { count: chosenNames.length })}</Text>
            {mayDownload && (
              <ActionIcon
                variant="default"
                aria-label={t("downloadChosen")}
                title={t("downloadChosen")}
                onClick={() => download(files.api.archiveAddress(chosenNames.map((name) => pathIn(path, name))))}
              >
                <IconDownload size={16} aria-hidden />
              </ActionIcon>
            )}
            {mayUpload && (
              <ActionIcon
                variant="default"
                color="red"
                aria-label={t("deleteChosen")}
                title={t("deleteChosen")}
                onClick={() => remove(chosenNames)}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            )}
          </Group>
        )}
      </Group>
      {form === "folder" && (
        <NameForm
          label={t("newFolderName")}
          submit={t("create")}
          onSubmit={(name) => act(() => files.api.makeFolder(pathIn(path, name)))}
          onCancel={() => setForm("none")}
        />
      )}
      {typeof form === "object" && (
        <NameForm
          label={t("newName", { name: form.rename })}
          initial={form.rename}
          submit={t("rename")}
          onSubmit={(name) => act(() => files.api.rename(pathIn(path, form.rename), name))}
          onCancel={() => setForm("none")}
        />
      )}
      {problem !== undefined && (
        <Alert color="red" role="alert">
          {errorText(tApp, problem)}
        </Alert>
      )}
      {items.length > 20 && (
        <TextInput
          size="xs"
          type="search"
          aria-label={t("search")}
          placeholder={t("search")}
          value={search}
          onChange={({ currentTarget }) => setSearch(currentTarget.value)}
        />
      )}
      {folder.isPending && <Loader size="sm" aria-label={t("loading")} />}
      {folder.isError && (
        <Alert color="red" role="alert">
          {errorText(tApp, folder.error)}
        </Alert>
      )}
      {folder.isSuccess && found.length === 0 && (
        <Text size="sm" c="dimmed">
          {t(search !== "" ? "nothingFound" : mayUpload ? "emptyUpload" : "empty")}
        </Text>
      )}
      <ul className={classes.items}>
        {found.slice(0, shown).map((item: DriveItem) => (
          <ItemRow
            key={item.name}
            item={item}
            isChosen={chosen.has(item.name)}
            onChoose={() => toggle(item.name)}
            onOpen={() => {
              if (item.isFolder) open(pathIn(path, item.name));
              else if (mayDownload) download(files.api.fileAddress(pathIn(path, item.name)));
            }}
            onDownload={
              mayDownload
                ? () => {
                    const target = pathIn(path, item.name);
                    download(item.isFolder ? files.api.archiveAddress([target]) : files.api.fileAddress(target));
                  }
                : undefined
            }
            onRename={mayUpload ? () => setForm({ rename: item.name }) : undefined}
            onDelete={mayUpload ? () => remove([item.name]) : undefined}
          />
        ))}
      </ul>
      {found.length > shown && (
        <Button variant="default" size="compact-sm" onClick={() => setShown(shown + SHOWN_AT_ONCE)}>
          {t("showMore", { count: found.length - shown })}
        </Button>
      )}
      {folder.data?.isCut && (
        <Text size="xs" c="dimmed">
          {t("isCut")}
        </Text>
      )}
    </section>
  );
}

function matches(name: string, search: string): boolean {
  return name.toLocaleLowerCase().includes(search.toLocaleLowerCase());
}
