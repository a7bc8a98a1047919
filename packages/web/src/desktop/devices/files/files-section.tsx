import { Progress, Text } from "@mantine/core";
import type { DriveState } from "@passerelle/tunnel";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { formatsOf } from "../../stats/formats.ts";
import type { DeviceClient } from "../device-client.ts";
import { LocalFolderCard } from "../local-folder/local-folder-card.tsx";
import { useStore } from "../store.ts";
import { FolderView } from "./folder-view.tsx";
import { UploadList } from "./upload-list.tsx";

interface FilesSectionProps {
  readonly devices: DeviceClient;
}

/** The drive that desktop and page share. */
export function FilesSection({ devices }: FilesSectionProps): ReactElement {
  const { t } = useTranslation("files");
  const state = useStore(devices.files.state);
  if (state === undefined) return <Text size="sm">{t("waiting")}</Text>;
  if (state.state === "off") return <Text size="sm">{t(`off.${state.reason}`)}</Text>;
  return (
    <>
      <DriveFacts state={state} />
      {state.upload && <LocalFolderCard folder={devices.localFolder} mayWrite={state.download} />}
      <UploadList uploads={devices.files.uploads} />
      <FolderView files={devices.files} mayUpload={state.upload} mayDownload={state.download} />
    </>
  );
}

type ReadyDrive = Extract<DriveState, { readonly state: "ready" }>;

/** What the drive is called in Windows, how full it is, and what it does not allow. */
function DriveFacts({ state }: { readonly state: ReadyDrive }): ReactElement {
  const { t, i18n } = useTranslation("files");
  const { bytes } = formatsOf(i18n.language);
  const { name, used, quota, retention, download, upload, isMounted } = state;
  return (
    <div>
      <Text size="sm">{t(isMounted ? "mounted" : "notMounted", { name })}</Text>
      {quota !== undefined && (
        <>
          <Progress value={(used / quota) * 100} size="xs" mt={6} aria-label={t("usage")} />
          <Text size="xs" c="dimmed" mt={4}>
            {t("used", { used: bytes(used), quota: bytes(quota) })}
          </Text>
        </>
      )}
      {retention !== undefined && (
        <Text size="xs" c="dimmed">
          {t("retention", { count: retention })}
        </Text>
      )}
      {!download && (
        <Text size="xs" c="dimmed">
          {t("noDownload")}
        </Text>
      )}
      {!upload && (
        <Text size="xs" c="dimmed">
          {t("noUpload")}
        </Text>
      )}
    </div>
  );
}
