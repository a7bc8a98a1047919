import { ActionIcon, Button, Group, Text } from "@mantine/core";
import { CLIPBOARD_FORMATS, type ClipboardFile } from "@passerelle/tunnel";
import { IconDownload, IconFile, IconFolder } from "@tabler/icons-react";
import { type ReactElement, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatsOf } from "../../stats/formats.ts";
import { useStore } from "../store.ts";
import classes from "./clipboard.module.css";
import type { ClipboardDevice } from "./clipboard-device.ts";
import { type TopLevelItem, topLevel } from "./top-level.ts";

/** More than these are in the ZIP only. */
const MOST_SHOWN = 100;

/** What the desktop has copied beside text: a picture, files; and what is so long that somebody must ask for it. */
export function DesktopItems({ clipboard }: { readonly clipboard: ClipboardDevice }): ReactElement | null {
  const { t, i18n } = useTranslation("clipboard");
  const content = useStore(clipboard.desktop.content);
  const { bytes } = formatsOf(i18n.language);
  if (!content) return null;
  const missing = CLIPBOARD_FORMATS.filter((format) => content.formats.includes(format) && !(format in content));
  const asked = missing.filter((format) => format in content.left || format === "image");
  return (
    <>
      {asked.map((format) => (
        <Group key={format} gap="xs">
          <Button variant="default" size="compact-sm" onClick={() => void clipboard.fetch(format)}>
            {t("fetch", { what: t(`what.${format}`) })}
          </Button>
          {content.left[format] !== undefined && (
            <Text size="xs" c="dimmed">
              {bytes(content.left[format])}
            </Text>
          )}
        </Group>
      ))}
      {content.image && <Picture image={content.image} />}
      {content.files.length > 0 && <Files clipboard={clipboard} files={content.files} />}
    </>
  );
}

function Picture({ image }: { readonly image: Blob }): ReactElement {
  const { t } = useTranslation("clipboard");
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    const url = URL.createObjectURL(image);
    setAddress(url);
    return () => URL.revokeObjectURL(url);
  }, [image]);
  return (
    <figure className={classes.picture}>
      <img src={address} alt={t("picture")} />
      <Button
        component="a"
        href={address}
        download={t("pictureName")}
        variant="default"
        size="compact-sm"
        leftSection={<IconDownload size={16} aria-hidden />}
      >
        {t("download")}
      </Button>
    </figure>
  );
}

interface FilesProps {
  readonly clipboard: ClipboardDevice;
  readonly files: readonly ClipboardFile[];
}

/** Browsers cannot put files on this computer's clipboard: they are downloaded. */
function Files({ clipboard, files }: FilesProps): ReactElement {
  const { t } = useTranslation("clipboard");
  const items = topLevel(files);
  const shown = items.slice(0, MOST_SHOWN);
  const hasZip = files.length > 1 || items.some(({ isFolder }) => isFolder);
  return (
    <section aria-label={t("files")}>
      <Text size="sm" fw={600}>
        {t("files")}
      </Text>
      <ul className={classes.files}>
        {shown.map((item) => (
          <FileRow key={item.index} item={item} address={clipboard.desktop.fileAddress(item.index)} />
        ))}
      </ul>
      {items.length > shown.length && (
        <Text size="xs" c="dimmed">
          {t("moreFiles", { count: items.length - shown.length })}
        </Text>
      )}
      {hasZip && (
        <Button
          component="a"
          href={clipboard.desktop.fileAddress()}
          download
          variant="default"
          size="compact-sm"
          mt={6}
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          {t("downloadAll")}
        </Button>
      )}
      <Text size="xs" c="dimmed" mt={6}>
        {t("filesHelp")}
      </Text>
    </section>
  );
}

function FileRow({ item, address }: { readonly item: TopLevelItem; readonly address: string }): ReactElement {
  const { t, i18n } = useTranslation("clipboard");
  const { name, isFolder, size, count } = item;
  const { bytes } = formatsOf(i18n.language);
  const ItemIcon = isFolder ? IconFolder : IconFile;
  return (
    <li className={classes.file}>
      <ItemIcon className={classes.fileIcon} size={18} aria-hidden />
      <span className={classes.fileName} title={name}>
        {name}
      </span>
      <span className={classes.fileSize}>
        {isFolder ? `${t("filesInside", { count })} · ${bytes(size)}` : bytes(size)}
      </span>
      {!isFolder && (
        <ActionIcon
          component="a"
          href={address}
          download={name}
          variant="subtle"
          color="gray"
          aria-label={t("downloadFile", { name })}
          title={t("download")}
        >
          <IconDownload size={16} aria-hidden />
        </ActionIcon>
      )}
    </li>
  );
}
