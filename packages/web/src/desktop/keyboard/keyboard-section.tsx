import { Button, Radio, Select, Stack, Text } from "@mantine/core";
import { IconKeyboard, IconMouse, IconTextCaption } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { keyboard } from "../../i18n/keyboard.en.ts";
import type { DeviceClient } from "../devices/device-client.ts";
import { useStore } from "../devices/store.ts";
import { enterPointerLock, lockProblem } from "../pointer/pointer-lock.ts";
import type { SessionClient } from "../session-client.ts";
import { useSessionState } from "../use-session.ts";
import { FURTHER_COMBINATIONS, type FurtherCombination } from "./combinations.ts";
import {
  choose,
  inputChoices,
  LOCK_SHORTCUTS,
  type LockShortcut,
  MENU_SHORTCUTS,
  type MenuShortcut,
  TOUCH_MODES,
  type TouchMode,
  TYPING_MODES,
  type TypingMode,
} from "./input-choices.ts";
import classes from "./keyboard-section.module.css";
import { keyboardTool, toggleTool } from "./keyboard-tools.ts";
import { TypedText } from "./typed-text.tsx";

/** In full screen the browser hands all keys over. */
const isHandedOver = "keyboard" in navigator;

interface KeyboardSectionProps {
  readonly devices: DeviceClient;
  readonly client: SessionClient;
}

/** How keyboard, mouse, fingers and pen reach the desktop. */
export function KeyboardSection({ devices, client }: KeyboardSectionProps): ReactElement {
  const { t } = useTranslation("keyboard");
  const policy = useStore(devices.policy);
  if (policy?.readOnly) return <Text size="sm">{t("readOnly")}</Text>;
  return (
    <Stack gap="md">
      <Tools />
      <Typing client={client} />
      <Combinations client={client} />
      <Fingers devices={devices} />
      <Mouse client={client} />
      {policy?.clipboard.paste !== false && <TypedText client={client} />}
    </Stack>
  );
}

function Tools(): ReactElement {
  const { t } = useTranslation("keyboard");
  const tool = useStore(keyboardTool);
  return (
    <div className={classes.row}>
      <Button
        variant={tool === "keys" ? "filled" : "default"}
        leftSection={<IconKeyboard size={18} aria-hidden />}
        aria-pressed={tool === "keys"}
        onClick={() => toggleTool("keys")}
      >
        {t("onScreen.label")}
      </Button>
      <Button
        variant={tool === "text" ? "filled" : "default"}
        leftSection={<IconTextCaption size={18} aria-hidden />}
        aria-pressed={tool === "text"}
        onClick={() => toggleTool("text")}
      >
        {t("text.label")}
      </Button>
    </div>
  );
}

function Typing({ client }: { readonly client: SessionClient }): ReactElement {
  const { t } = useTranslation("keyboard");
  const { typing, shortcut } = useStore(inputChoices);
  const { phase } = useSessionState(client);
  const layout = phase.kind === "active" ? phase.layout : "";
  const name = t(`layout.${layout as keyof typeof keyboard.layout}`, { defaultValue: layout });
  const isFailsafe = layout === "failsafe";
  return (
    <>
      <Radio.Group
        label={t("typing.label")}
        description={isFailsafe ? t("typing.failsafe") : t("typing.description", { layout: name })}
        value={isFailsafe ? "characters" : typing}
        onChange={(value) => choose({ typing: value as TypingMode })}
      >
        <Stack gap={6} mt="xs">
          {TYPING_MODES.map((mode) => (
            <Radio key={mode} value={mode} disabled={isFailsafe} label={t(`typing.${mode}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <Select
        label={t("shortcut.label")}
        description={shortcut === "none" ? t("shortcut.noneHint") : undefined}
        data={MENU_SHORTCUTS.map((value) => ({ value, label: t(`shortcut.${value}`) }))}
        value={shortcut}
        allowDeselect={false}
        onChange={(value) => choose({ shortcut: value as MenuShortcut })}
      />
    </>
  );
}

function Combinations({ client }: { readonly client: SessionClient }): ReactElement {
  const { t } = useTranslation("keyboard");
  return (
    <fieldset className={classes.combinations}>
      <legend className={classes.legend}>{t("combination.label")}</legend>
      {(Object.keys(FURTHER_COMBINATIONS) as FurtherCombination[]).map((combination) => (
        <Button
          key={combination}
          variant="default"
          size="compact-sm"
          onClick={() => client.input(client.keyboard.combination(FURTHER_COMBINATIONS[combination]))}
        >
          {t(`combination.${combination}`)}
        </Button>
      ))}
      <Text size="xs" c="dimmed" className={classes.hint}>
        {isHandedOver ? t("combination.fullScreen") : t("combination.notHere")}
      </Text>
    </fieldset>
  );
}

function Fingers({ devices }: { readonly devices: DeviceClient }): ReactElement {
  const { t } = useTranslation("keyboard");
  const { touch } = useStore(inputChoices);
  const policy = useStore(devices.policy);
  const { mostContacts, pen } = useStore(devices.touch.state);
  const problem = policy?.touch ? (mostContacts > 0 ? undefined : "server") : "connection";
  return (
    <Radio.Group
      label={t("touch.label")}
      description={pen ? t("touch.pen") : undefined}
      value={touch}
      onChange={(value) => choose({ touch: value as TouchMode })}
    >
      <Stack gap={6} mt="xs">
        {TOUCH_MODES.map((mode) => (
          <Radio
            key={mode}
            value={mode}
            disabled={mode === "touch" && problem !== undefined}
            label={t(`touch.${mode}`)}
            description={mode === "touch" && problem ? t(`touch.problem.${problem}`) : t(`touch.hint.${mode}`)}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

function Mouse({ client }: { readonly client: SessionClient }): ReactElement {
  const { t } = useTranslation("keyboard");
  const { phase } = useSessionState(client);
  const { lock } = useStore(inputChoices);
  const problem = lockProblem(phase.kind === "active" && phase.relative);
  return (
    <div>
      <Button
        variant="default"
        leftSection={<IconMouse size={18} aria-hidden />}
        disabled={problem !== undefined}
        onClick={enterPointerLock}
      >
        {t("lock.label")}
      </Button>
      <Text size="xs" c="dimmed" mt={6}>
        {problem ? t(`lock.problem.${problem}`) : t("lock.hint")}
      </Text>
      {!problem && (
        <Select
          mt="xs"
          label={t("lock.shortcut")}
          data={LOCK_SHORTCUTS.map((value) => ({ value, label: t(`lock.keys.${value}`) }))}
          value={lock}
          allowDeselect={false}
          onChange={(value) => choose({ lock: value as LockShortcut })}
        />
      )}
    </div>
  );
}
