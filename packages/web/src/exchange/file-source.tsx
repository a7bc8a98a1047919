import { Button, FileButton, Stack, Text, Textarea } from "@mantine/core";
import { IconFileUpload } from "@tabler/icons-react";
import { type DragEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./exchange.module.css";
import { decodeText, largestFile } from "./format.ts";

/** A text to import, and the name of the file that it came in. */
export interface SourceText {
  readonly text: string;
  readonly name?: string;
}

interface FileSourceProps {
  readonly value: SourceText;
  readonly onChange: (source: SourceText) => void;
}

/** The beginning of a long text is enough to recognise it; typing in all of it would be slow. */
const longestShown = 20_000;

const megabyte = 1024 * 1024;

/** Takes a file, dropped or chosen, or a text that is pasted. */
export function FileSource({ value, onChange }: FileSourceProps): ReactElement {
  const { t, i18n } = useTranslation("exchange");
  const [problem, setProblem] = useState<string>();
  const [isOver, setOver] = useState(false);

  const take = async (file: File | null | undefined) => {
    if (!file) return;
    const size = (bytes: number) => (bytes / megabyte).toLocaleString(i18n.language, { maximumFractionDigits: 1 });
    if (file.size > largestFile) {
      setProblem(t("file.tooLarge", { size: size(file.size), max: size(largestFile) }));
      return;
    }
    const bytes = await file.arrayBuffer().catch(() => undefined);
    const text = bytes && decodeText(new Uint8Array(bytes));
    setProblem(bytes === undefined ? t("file.unreadable") : text === undefined ? t("file.notText") : undefined);
    if (text !== undefined) onChange({ text, name: file.name });
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files[0]);
  };

  return (
    <Stack>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button inside does the same without a mouse. */}
      <div
        className={classes.drop}
        data-over={isOver || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <IconFileUpload size={28} stroke={1.5} aria-hidden />
        <Text size="sm">{value.name === undefined ? t("file.drop") : t("file.chosen", { name: value.name })}</Text>
        <FileButton onChange={take} accept=".csv,.json,.yaml,.yml,.txt,text/*">
          {(props) => (
            <Button variant="default" size="xs" {...props}>
              {t("file.choose")}
            </Button>
          )}
        </FileButton>
        {problem !== undefined && (
          <Text size="sm" c="var(--mantine-color-error)" role="alert">
            {problem}
          </Text>
        )}
      </div>
      {value.text.length <= longestShown && (
        <Textarea
          label={t("file.paste")}
          classNames={{ input: classes.text }}
          autosize
          minRows={4}
          maxRows={12}
          spellCheck={false}
          value={value.text}
          onChange={(event) => onChange({ text: event.currentTarget.value })}
        />
      )}
    </Stack>
  );
}
