import { Anchor, Button, Group, NativeSelect, Radio, Stack, Text } from "@mantine/core";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Existing, existingChoices, type Format, formats, importFile } from "../api/exchange.ts";
import classes from "./exchange.module.css";
import { FileSource, type SourceText } from "./file-source.tsx";
import { detectFormat } from "./format.ts";
import { ImportOutcome, isWorthwhile } from "./import-outcome.tsx";
import { sampleAddress } from "./samples.ts";
import { useImport } from "./use-import.ts";

/** Imports connections from a file: first what would happen is shown. */
export function FileImportPanel(): ReactElement {
  const { t } = useTranslation("exchange");
  const [source, setSource] = useState<SourceText>({ text: "" });
  const [format, setFormat] = useState<Format>("csv");
  const [existing, setExisting] = useState<Existing>("refuse");
  const importing = useImport(importFile);
  const isReady = isWorthwhile(importing);
  const file = { text: source.text, format, existing };

  const changeSource = (changed: SourceText) => {
    setSource(changed);
    setFormat(detectFormat(changed.text, changed.name));
    importing.forget();
  };
  const changeFormat = (changed: Format) => {
    setFormat(changed);
    importing.forget();
  };
  const changeExisting = (changed: Existing) => {
    setExisting(changed);
    importing.forget();
  };

  return (
    <Stack className={classes.panel}>
      <Text size="sm">{t("file.text")}</Text>
      <Group gap="md">
        <Text size="sm">{t("file.samples")}</Text>
        {formats.map((one) => (
          <Anchor key={one} size="sm" href={sampleAddress(one)} download={`passerelle.${one}`}>
            {t(`formats.${one}`)}
          </Anchor>
        ))}
      </Group>
      <FileSource value={source} onChange={changeSource} />
      <NativeSelect
        label={t("file.format")}
        maw={260}
        data={formats.map((one) => ({ value: one, label: t(`formats.${one}`) }))}
        value={format}
        onChange={(event) => changeFormat(event.currentTarget.value as Format)}
      />
      <Radio.Group
        label={t("file.existing")}
        value={existing}
        onChange={(changed) => changeExisting(changed as Existing)}
      >
        <Stack gap="xs" mt={6}>
          {existingChoices.map((one) => (
            <Radio key={one} value={one} label={t(`file.existingChoices.${one}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <ImportOutcome running={importing} />
      <Group>
        {!importing.isDone && (
          <Button
            variant={isReady ? "default" : "filled"}
            disabled={source.text.trim() === ""}
            loading={importing.isChecking}
            onClick={() => importing.check(file)}
          >
            {t("file.check")}
          </Button>
        )}
        {(isReady || importing.isRunning) && (
          <Button loading={importing.isRunning} onClick={() => importing.run(file)}>
            {t("file.import")}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
