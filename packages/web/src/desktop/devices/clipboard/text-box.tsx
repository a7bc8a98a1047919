import { Button, Group, Input, Text } from "@mantine/core";
import { IconCopy } from "@tabler/icons-react";
import { type ChangeEvent, type ClipboardEvent, type ReactElement, useEffect, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../store.ts";
import classes from "./clipboard.module.css";
import type { ClipboardDevice } from "./clipboard-device.ts";
import { transferredContent } from "./transferred-content.ts";

/** Milliseconds after the last change of the text until the desktop is told. */
const TYPING = 300;
/** Characters; browsers take their time to edit longer texts. */
const MOST_SHOWN = 50_000;

interface TextBoxProps {
  readonly clipboard: ClipboardDevice;
  readonly mayPaste: boolean;
}

/** The text on the clipboard, whichever side it comes from; what is typed or pasted there is for the desktop. */
export function TextBox({ clipboard, mayPaste }: TextBoxProps): ReactElement {
  const { t } = useTranslation("clipboard");
  const id = useId();
  const content = useStore(clipboard.desktop.content);
  const offered = useStore(clipboard.offered);
  const [draft, setDraft] = useState<string>();
  const text = offered ? offered.text : (content?.text ?? (content?.html && textOf(content.html)));

  const isCut = (text?.length ?? 0) > MOST_SHOWN;
  const shown = isCut ? text?.slice(0, MOST_SHOWN) : text;

  useEffect(() => {
    if (draft === undefined) return;
    const timer = setTimeout(() => {
      void clipboard.give({ text: draft });
      setDraft(undefined);
    }, TYPING);
    return () => clearTimeout(timer);
  }, [clipboard, draft]);

  function onPaste(event: ClipboardEvent): void {
    const { files } = event.clipboardData;
    if (files.length === 0 && event.clipboardData.getData("text/plain").length <= MOST_SHOWN) return;
    event.preventDefault();
    void transferredContent(event.clipboardData).then((content) => clipboard.give(content));
  }

  return (
    <div>
      <Input.Label htmlFor={id}>{t("text")}</Input.Label>
      <Input
        component="textarea"
        id={id}
        classNames={{ input: classes.text }}
        rows={6}
        readOnly={!mayPaste || isCut}
        placeholder={t(mayPaste ? "textPlaceholder" : "textEmpty")}
        value={draft ?? shown ?? ""}
        onChange={(event: ChangeEvent<HTMLTextAreaElement>) => setDraft(event.currentTarget.value)}
        onPaste={mayPaste ? onPaste : undefined}
      />
      <Group justify="space-between" mt={6} wrap="nowrap" align="flex-start">
        <Text size="xs" c="dimmed" role="status">
          {isCut && `${t("textCut", { most: MOST_SHOWN })} `}
          <TextStatus clipboard={clipboard} />
        </Text>
        {!offered && content && (content.text ?? content.html ?? content.image) && (
          <Button
            variant="default"
            size="compact-sm"
            flex="none"
            leftSection={<IconCopy size={16} aria-hidden />}
            onClick={() => void clipboard.copy()}
          >
            {t("copy")}
          </Button>
        )}
      </Group>
    </div>
  );
}

/** Where the text can be pasted. */
function TextStatus({ clipboard }: { readonly clipboard: ClipboardDevice }): string {
  const { t } = useTranslation("clipboard");
  const content = useStore(clipboard.desktop.content);
  const offered = useStore(clipboard.offered);
  const writing = useStore(clipboard.writer.state);
  if (offered) return offered.text ? t("fromHere") : "";
  if (!content) return "";
  return t(`writing.${writing}`);
}

/** What a person reads of a fragment; nothing of it is loaded or run. */
function textOf(html: string): string {
  return new DOMParser().parseFromString(html, "text/html").body.textContent.trim();
}
