import { CloseButton } from "@mantine/core";
import { IconClipboardPlus, IconClipboardX } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { type ReactElement, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SessionClient } from "../../session-client.ts";
import { formatsOf } from "../../stats/formats.ts";
import type { DeviceClient } from "../device-client.ts";
import { useStore } from "../store.ts";
import classes from "./clipboard.module.css";
import type { ClipboardDevice, ClipboardNotice } from "./clipboard-device.ts";
import { listenToClipboard } from "./clipboard-events.ts";

/** Milliseconds. */
const SHOWN_FOR = 10_000;

interface ClipboardOverlayProps {
  readonly devices: DeviceClient;
  readonly client: SessionClient;
}

/** What the clipboard has to say over the desktop, and where files are dropped for it. */
export function ClipboardOverlay({ devices, client }: ClipboardOverlayProps): ReactElement {
  const { clipboard } = devices;
  const { t } = useTranslation("clipboard");
  const isDragged = useDrops(clipboard, client);

  useEffect(() => {
    const stop = new AbortController();
    listenToClipboard(clipboard, stop.signal);
    client.pasteGate.handler = clipboard;
    return () => {
      stop.abort();
      client.pasteGate.handler = undefined;
    };
  }, [clipboard, client]);

  return (
    <>
      {isDragged && (
        <div className={classes.dropTarget}>
          <p>
            <IconClipboardPlus size={28} aria-hidden />
            {t(clipboard.mayPaste ? "drop" : "dropRefused")}
          </p>
        </div>
      )}
      <Notice clipboard={clipboard} />
    </>
  );
}

/** Takes what is dropped on the desktop. Answers whether something is being dragged over it. */
function useDrops(clipboard: ClipboardDevice, client: SessionClient): boolean {
  const [isDragged, setDragged] = useState(false);

  useEffect(() => {
    const stop = new AbortController();
    const { signal } = stop;
    const stageAt = ({ target }: DragEvent) => {
      const stage = client.canvas.closest("section");
      return target instanceof Node && stage?.contains(target) ? stage : undefined;
    };
    const over = (event: DragEvent) => {
      const stage = stageAt(event);
      setDragged(stage !== undefined);
      if (!stage || !event.dataTransfer) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = clipboard.mayPaste ? "copy" : "none";
    };
    const leave = ({ relatedTarget }: DragEvent) => {
      if (relatedTarget === null) setDragged(false);
    };
    const drop = (event: DragEvent) => {
      setDragged(false);
      const stage = stageAt(event);
      if (!stage || !event.dataTransfer) return;
      event.preventDefault();
      stage.querySelector("textarea")?.focus({ preventScroll: true });
      void clipboard.dropped(event.dataTransfer);
    };
    document.addEventListener("dragover", over, { signal });
    document.addEventListener("dragleave", leave, { signal });
    document.addEventListener("drop", drop, { signal });
    return () => stop.abort();
  }, [clipboard, client]);

  return isDragged;
}

function Notice({ clipboard }: { readonly clipboard: ClipboardDevice }): ReactElement | null {
  const { t, i18n } = useTranslation("clipboard");
  const notice = useStore(clipboard.notice);

  useEffect(() => {
    if (!notice) return;
    const timer = setTimeout(() => {
      clipboard.notice.value = undefined;
    }, SHOWN_FOR);
    return () => clearTimeout(timer);
  }, [clipboard, notice]);

  if (!notice) return null;
  const NoticeIcon = notice.kind === "dropped" ? IconClipboardPlus : IconClipboardX;
  return (
    <div className={classes.notice} role="status">
      <NoticeIcon className={classes.noticeIcon} size={20} aria-hidden />
      <span>{noticeText(notice, t, i18n.language)}</span>
      <CloseButton
        size="sm"
        aria-label={t("notice.close")}
        // The keyboard stays with the desktop.
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => {
          clipboard.notice.value = undefined;
        }}
      />
    </div>
  );
}

function noticeText(notice: ClipboardNotice, t: TFunction<"clipboard">, language: string): string {
  const { bytes } = formatsOf(language);
  if (notice.kind === "dropped") return t("notice.dropped", { count: notice.count });
  if (notice.reason === "too-many") return t("notice.tooMany", { count: notice.count });
  const what = t(`what.${notice.what}`);
  if (notice.kind === "refused") {
    return t("notice.refused", { what, length: bytes(notice.length), limit: bytes(notice.limit) });
  }
  const title = t(`notice.${notice.direction}`, { what });
  const length = notice.length === undefined ? "" : t("notice.length", { length: bytes(notice.length) });
  return [title, t(`notice.reason.${notice.reason}`), length].filter(Boolean).join(" ");
}
