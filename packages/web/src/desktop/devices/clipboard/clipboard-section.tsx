import { Button, FileButton, Text } from "@mantine/core";
import type { DevicePolicy } from "@passerelle/tunnel";
import { IconFileUpload } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { formatsOf } from "../../stats/formats.ts";
import type { DeviceClient } from "../device-client.ts";
import { chosenFiles } from "../files/dropped-files.ts";
import { useStore } from "../store.ts";
import type { ClipboardDevice } from "./clipboard-device.ts";
import { DesktopItems } from "./desktop-items.tsx";
import { withFolders } from "./local-content.ts";
import { TextBox } from "./text-box.tsx";
import { TransferList } from "./transfer-list.tsx";

/** What is on the clipboard, and how something is put there where the browser does not do it by itself. */
export function ClipboardSection({ devices }: { readonly devices: DeviceClient }): ReactElement {
  const { t } = useTranslation("clipboard");
  const { clipboard } = devices;
  const policy = useStore(devices.policy);
  const state = useStore(clipboard.state);
  const offered = useStore(clipboard.offered);
  if (!policy) return <Text size="sm">{t("waiting")}</Text>;
  const { copy, paste } = policy.clipboard;
  if (!copy && !paste) return <Text size="sm">{t(policy.readOnly ? "off.readOnly" : "off.all")}</Text>;
  if (state !== "ready") return <Text size="sm">{t(state)}</Text>;
  return (
    <>
      <TextBox clipboard={clipboard} mayPaste={paste} />
      {copy && !offered && <DesktopItems clipboard={clipboard} />}
      {paste && <Giving clipboard={clipboard} limits={policy.clipboard} />}
      <TransferList transfers={clipboard.transfers} />
      {!copy && <Hint>{t("off.copy")}</Hint>}
      {!paste && <Hint>{t(policy.readOnly ? "off.pasteReadOnly" : "off.paste")}</Hint>}
    </>
  );
}

interface GivingProps {
  readonly clipboard: ClipboardDevice;
  readonly limits: DevicePolicy["clipboard"];
}

/** How files and pictures of this computer come to the desktop. */
function Giving({ clipboard, limits }: GivingProps): ReactElement {
  const { t, i18n } = useTranslation("clipboard");
  const offered = useStore(clipboard.offered);
  const { bytes } = formatsOf(i18n.language);
  const count = offered?.files?.length ?? (offered?.image ? 1 : 0);
  return (
    <div>
      <FileButton multiple onChange={(files) => void clipboard.give({ files: withFolders(chosenFiles(files)) })}>
        {(props) => (
          <Button {...props} variant="default" size="compact-sm" leftSection={<IconFileUpload size={16} aria-hidden />}>
            {t("chooseFiles")}
          </Button>
        )}
      </FileButton>
      <div role="status">{count > 0 && <Hint>{t("pasteThem", { count })}</Hint>}</div>
      <Hint>{t("howToGive", { limit: bytes(limits.limit), fileLimit: bytes(limits.fileLimit) })}</Hint>
      <ReadingHint clipboard={clipboard} />
    </div>
  );
}

/** Whether the browser lets the page see what is copied on this computer, and what to do if not. */
function ReadingHint({ clipboard }: { readonly clipboard: ClipboardDevice }): ReactElement | null {
  const { t } = useTranslation("clipboard");
  const reading = useStore(clipboard.reading);
  if (reading === undefined || reading === "granted") return null;
  return (
    <>
      <Hint>{t(`reading.${reading}`)}</Hint>
      {reading === "prompt" && (
        <Button variant="light" size="compact-sm" mt={6} onClick={() => void clipboard.look("ask")}>
          {t("reading.allow")}
        </Button>
      )}
    </>
  );
}

function Hint({ children }: { readonly children: string }): ReactElement {
  return (
    <Text size="xs" c="dimmed" mt={6}>
      {children}
    </Text>
  );
}
