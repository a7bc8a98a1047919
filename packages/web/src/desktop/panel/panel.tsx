import { CloseButton, UnstyledButton } from "@mantine/core";
import type { DevicePolicy } from "@passerelle/tunnel";
import type { Icon } from "@tabler/icons-react";
import {
  IconClipboard,
  IconDeviceDesktop,
  IconFiles,
  IconKeyboard,
  IconPrinter,
  IconUsers,
  IconVolume,
} from "@tabler/icons-react";
import { type KeyboardEvent, type ReactElement, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { ClipboardSection } from "../devices/clipboard/clipboard-section.tsx";
import type { DeviceClient } from "../devices/device-client.ts";
import { FilesSection } from "../devices/files/files-section.tsx";
import { PrintsSection } from "../devices/prints/prints-section.tsx";
import { SoundSection } from "../devices/sound/sound-section.tsx";
import { useStore } from "../devices/store.ts";
import type { DisplayChoices } from "../display/display-controls.tsx";
import { KeyboardSection } from "../keyboard/keyboard-section.tsx";
import { useMenuShortcut } from "../keyboard/use-menu-shortcut.ts";
import type { SessionClient } from "../session-client.ts";
import { SharingSection } from "../sharing/sharing-section.tsx";
import { DisplaySection } from "./display-section.tsx";
import classes from "./panel.module.css";
import { panelSection } from "./panel-section.ts";

/** The sections, in their order. */
const SECTIONS = {
  clipboard: IconClipboard,
  files: IconFiles,
  prints: IconPrinter,
  sound: IconVolume,
  keyboard: IconKeyboard,
  display: IconDeviceDesktop,
  sharing: IconUsers,
} as const satisfies Record<string, Icon>;
type SectionName = keyof typeof SECTIONS;
const NAMES = Object.keys(SECTIONS) as SectionName[];

interface PanelProps {
  readonly devices: DeviceClient;
  readonly client: SessionClient;
  readonly display: DisplayChoices;
  readonly onClose: () => void;
}

/** What a desk has beside the screen: one section at a time at the right edge of the desktop. */
export function Panel(props: PanelProps): ReactElement {
  const { onClose } = props;
  const { t } = useTranslation("panel");
  const names = useSections(props);
  const opened = useStore(panelSection);
  const name = names.find((name) => name === opened) ?? names[0] ?? "display";
  const tabs = useRef<HTMLDivElement>(null);
  const shortcut = useMenuShortcut(props.client, onClose);

  useEffect(() => {
    tabs.current?.querySelector<HTMLElement>('[aria-selected="true"]')?.focus();
  }, []);

  function onTabKey(event: KeyboardEvent): void {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = names[(names.indexOf(name) + step + names.length) % names.length] ?? name;
    panelSection.value = next;
    tabs.current?.querySelector<HTMLElement>(`#panel-tab-${next}`)?.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Escape" && !event.defaultPrevented) onClose();
    else shortcut.onKeyDown(event);
  }

  return (
    <aside className={classes.panel} aria-label={t("label")} {...shortcut} onKeyDown={onKeyDown}>
      <header className={classes.header}>
        <div ref={tabs} className={classes.tabs} role="tablist" aria-label={t("sections")} onKeyDown={onTabKey}>
          {names.map((section) => (
            <Tab
              key={section}
              section={section}
              isChosen={section === name}
              onChoose={() => {
                panelSection.value = section;
              }}
            />
          ))}
        </div>
        <CloseButton aria-label={t("close")} title={t("close")} onClick={onClose} />
      </header>
      <div id="panel-section" className={classes.section} role="tabpanel" aria-labelledby={`panel-tab-${name}`}>
        <h2 className={classes.title}>{t(`section.${name}`)}</h2>
        <Section name={name} {...props} />
      </div>
    </aside>
  );
}

/** Whoever has opened the desktop is told why something is off; guests see what they may use. */
function useSections({ devices, client }: PanelProps): readonly SectionName[] {
  const policy = useStore(devices.policy);
  return client.isGuest ? guestSections(policy) : NAMES;
}

function guestSections(policy: DevicePolicy | undefined): SectionName[] {
  const { clipboard, sound, readOnly } = policy ?? {};
  const allowed: { readonly [Name in SectionName]?: boolean | undefined } = {
    clipboard: clipboard?.copy || clipboard?.paste,
    sound: sound === "browser",
    keyboard: readOnly === false,
    display: true,
  };
  return NAMES.filter((name) => allowed[name]);
}

interface TabProps {
  readonly section: SectionName;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

function Tab({ section, isChosen, onChoose }: TabProps): ReactElement {
  const { t } = useTranslation("panel");
  const SectionIcon = SECTIONS[section];
  return (
    <UnstyledButton
      id={`panel-tab-${section}`}
      className={classes.tab}
      role="tab"
      aria-selected={isChosen}
      aria-controls="panel-section"
      aria-label={t(`section.${section}`)}
      title={t(`section.${section}`)}
      tabIndex={isChosen ? 0 : -1}
      onClick={onChoose}
    >
      <SectionIcon size={20} aria-hidden />
    </UnstyledButton>
  );
}

function Section({ name, devices, client, display }: PanelProps & { name: SectionName }): ReactElement {
  switch (name) {
    case "clipboard":
      return <ClipboardSection devices={devices} />;
    case "files":
      return <FilesSection devices={devices} />;
    case "prints":
      return <PrintsSection devices={devices} />;
    case "sound":
      return <SoundSection devices={devices} client={client} />;
    case "keyboard":
      return <KeyboardSection devices={devices} client={client} />;
    case "display":
      return <DisplaySection client={client} display={display} />;
    case "sharing":
      return <SharingSection client={client} />;
  }
}
