import { Button, Checkbox, Group, Modal, NativeSelect, Stack, Text } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { exportAddress, type Format, formats } from "../api/exchange.ts";
import classes from "./exchange.module.css";

/** Downloads all connections; stored passwords only after a warning. */
export function ExportPanel(): ReactElement {
  const { t } = useTranslation("exchange");
  const { t: app } = useTranslation();
  const [format, setFormat] = useState<Format>("csv");
  const [withSecrets, setWithSecrets] = useState(false);
  const [isAsking, setAsking] = useState(false);
  return (
    <Stack className={classes.panel}>
      <Text size="sm">{t("export.text")}</Text>
      <NativeSelect
        label={t("export.format")}
        maw={260}
        data={formats.map((one) => ({ value: one, label: t(`formats.${one}`) }))}
        value={format}
        onChange={(event) => setFormat(event.currentTarget.value as Format)}
      />
      <Checkbox
        label={t("export.secrets")}
        checked={withSecrets}
        onChange={(event) => setWithSecrets(event.currentTarget.checked)}
      />
      <Group>
        {withSecrets ? (
          <Button leftSection={<IconDownload size={16} />} onClick={() => setAsking(true)}>
            {t("export.download")}
          </Button>
        ) : (
          <Button component="a" href={exportAddress(format, false)} download leftSection={<IconDownload size={16} />}>
            {t("export.download")}
          </Button>
        )}
      </Group>
      <Modal
        opened={isAsking}
        onClose={() => setAsking(false)}
        title={t("export.warnTitle")}
        closeButtonProps={{ "aria-label": app("common.close") }}
      >
        <Stack>
          <Text size="sm">{t("export.warn")}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={() => setAsking(false)} data-autofocus>
              {app("common.cancel")}
            </Button>
            <Button
              component="a"
              color="red"
              href={exportAddress(format, true)}
              download
              onClick={() => setAsking(false)}
            >
              {t("export.confirm")}
            </Button>
          </Group>
        </Stack>
      </Modal>
    </Stack>
  );
}
