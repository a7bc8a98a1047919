import { ActionIcon, Menu, UnstyledButton } from "@mantine/core";
import { IconDotsVertical, IconDownload, IconFile, IconFolder, IconPencil, IconTrash } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { formatsOf } from "../../stats/formats.ts";
import type { DriveItem } from "./drive-api.ts";
import classes from "./files.module.css";

interface ItemRowProps {
  readonly item: DriveItem;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly onOpen: () => void;
  readonly onDownload: (() => void) | undefined;
  readonly onRename: (() => void) | undefined;
  readonly onDelete: (() => void) | undefined;
}

/** A file or folder of the drive, and what can be done with it. */
export function ItemRow(props: ItemRowProps): ReactElement {
  const { item, isChosen, onChoose, onOpen, onDownload, onRename, onDelete } = props;
  const { t, i18n } = useTranslation("files");
  const { name, isFolder, size, modified, received } = item;
  const ItemIcon = isFolder ? IconFolder : IconFile;
  const { bytes } = formatsOf(i18n.language);
  const date = new Date(modified).toLocaleString(i18n.language, { dateStyle: "short", timeStyle: "short" });
  return (
    <li className={classes.item} data-chosen={isChosen}>
      <input type="checkbox" aria-label={t("choose", { name })} checked={isChosen} onChange={onChoose} />
      <UnstyledButton className={classes.name} title={name} onClick={onOpen}>
        <ItemIcon className={classes.icon} size={18} aria-hidden />
        <span className={classes.label}>
          <span className={classes.text}>{name}</span>
          <span className={classes.facts}>
            {received === undefined
              ? [!isFolder && bytes(size), date].filter(Boolean).join(" · ")
              : t("partial", { received: bytes(received), size: bytes(size) })}
          </span>
        </span>
      </UnstyledButton>
      {(onDownload ?? onRename ?? onDelete) && (
        <Menu position="bottom-end" withinPortal>
          <Menu.Target>
            <ActionIcon variant="subtle" color="gray" aria-label={t("actions", { name })}>
              <IconDotsVertical size={16} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {onDownload && (
              <Menu.Item leftSection={<IconDownload size={16} />} onClick={onDownload}>
                {t(isFolder ? "downloadZip" : "download")}
              </Menu.Item>
            )}
            {onRename && (
              <Menu.Item leftSection={<IconPencil size={16} />} onClick={onRename}>
                {t("rename")}
              </Menu.Item>
            )}
            {onDelete && (
              <Menu.Item color="red" leftSection={<IconTrash size={16} />} onClick={onDelete}>
                {t("delete")}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
    </li>
  );
}
