import { Button, Group, Text } from "@mantine/core";
import { IconFolderShare, IconFolderX } from "@tabler/icons-react";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { useStore } from "../store.ts";
import type { LocalFolderDevice } from "./local-folder-device.ts";

interface LocalFolderCardProps {
  readonly folder: LocalFolderDevice;
  /** The connection lets the desktop write what goes to this computer. */
  readonly mayWrite: boolean;
}

/** Offers to share a folder of this computer with the desktop. */
export function LocalFolderCard({ folder, mayWrite }: LocalFolderCardProps): ReactElement {
  const { t } = useTranslation("files");
  const shared = useStore(folder.shared);
  const [hasFailed, setFailed] = useState(false);

  async function share(): Promise<void> {
    setFailed(false);
    try {
      await folder.share(mayWrite);
    } catch (error) {
      // Whoever closes the browser's dialog has chosen not to share.
      setFailed(!(error instanceof DOMException && error.name === "AbortError"));
    }
  }

  if (shared) {
    return (
      <Group gap="xs" justify="space-between" wrap="nowrap">
        <Text size="sm">{t(shared.isWritable ? "local.shared" : "local.sharedReading", { name: shared.name })}</Text>
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconFolderX size={16} />}
          onClick={() => folder.stop()}
        >
          {t("local.stop")}
        </Button>
      </Group>
    );
  }
  return (
    <div>
      <Button
        variant="default"
        size="compact-sm"
        leftSection={<IconFolderShare size={16} />}
        disabled={!folder.isPossible}
        onClick={share}
      >
        {t("local.share")}
      </Button>
      <Text size="xs" c="dimmed" mt={4} role={hasFailed ? "alert" : undefined}>
        {t(hasFailed ? "local.failed" : folder.isPossible ? "local.help" : "local.impossible")}
      </Text>
    </div>
  );
}
