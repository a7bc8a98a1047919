import { Button, Group, Stack, Text } from "@mantine/core";
import { useClipboard } from "@mantine/hooks";
import { IconCheck, IconCopy, IconDownload } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { saveText } from "../shell/save-text.ts";
import classes from "./account.module.css";

interface RecoveryCodesProps {
  readonly codes: readonly string[];
  readonly onDone: () => void;
}

/** Shows recovery codes, this once. */
export function RecoveryCodes({ codes, onDone }: RecoveryCodesProps): ReactElement {
  const { t } = useTranslation("account");
  const clipboard = useClipboard();
  const text = `${codes.join("\n")}\n`;
  return (
    <Stack>
      <Text size="sm">{t("recovery.shownOnce")}</Text>
      <ul className={classes.codes} aria-label={t("recovery.title")}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Group justify="flex-end">
        <Button
          variant="default"
          leftSection={clipboard.copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
          onClick={() => clipboard.copy(text)}
        >
          {clipboard.copied ? t("recovery.copied") : t("recovery.copy")}
        </Button>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} />}
          onClick={() => saveText("passerelle-recovery-codes.txt", text)}
        >
          {t("recovery.save")}
        </Button>
        <Button onClick={onDone}>{t("recovery.done")}</Button>
      </Group>
    </Stack>
  );
}
