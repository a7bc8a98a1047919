import { CloseButton, UnstyledButton } from "@mantine/core";
import { IconArrowsVertical } from "@tabler/icons-react";
import { type CSSProperties, type PointerEvent, type ReactElement, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { keyboard } from "../../../i18n/keyboard.en.ts";
import type { SessionClient } from "../../session-client.ts";
import type { Level } from "../layouts/key-rows.ts";
import { labelsFor, layoutNamed } from "../layouts/known-layouts.ts";
import type { KeyboardLayout } from "../layouts/layout.ts";
import { blocksFor, type KeyBlock } from "./key-blocks.ts";
import { faceOf, type KeyFace, signOf } from "./key-labels.ts";
import { afterKey, type Latches, NO_LATCHES, tapModifier } from "./latches.ts";
import classes from "./on-screen-keyboard.module.css";
import { useWindowWidth } from "./use-window-width.ts";

/** Milliseconds until a key that is held repeats, and from one repetition to the next. */
const REPEAT_DELAY = 450;
const REPEAT_TIME = 45;

type LayoutName = keyof typeof keyboard.layout;
type KeyName = keyof typeof keyboard.key;

const MODIFIER = /^(Shift|Control|Alt|Meta)(Left|Right)$/;
const LOCK = /Lock$/;

interface OnScreenKeyboardProps {
  readonly client: SessionClient;
  /** The desktop's, by Guacamole's name. */
  readonly layout: string;
  readonly onClose: () => void;
}

/** The desktop's keyboard, to be used by mouse and finger; the desktop keeps the focus. */
export function OnScreenKeyboard({ client, layout, onClose }: OnScreenKeyboardProps): ReactElement {
  const { t } = useTranslation("keyboard");
  const width = useWindowWidth();
  const labels = useMemo(() => labelsFor(layout), [layout]);
  const [latches, setLatches] = useState<Latches>(NO_LATCHES);
  const [capsLock, setCapsLock] = useState(client.keyboard.hasCapsLock);
  const [isAtTop, setAtTop] = useState(false);
  const repeat = useRef<ReturnType<typeof setTimeout>>(undefined);
  const level = levelOf(latches, labels);

  useEffect(
    () => () => {
      clearTimeout(repeat.current);
      client.input(client.keyboard.releaseAll());
    },
    [client],
  );

  function change(next: Latches): void {
    for (const code of latches.keys()) if (!next.has(code)) client.input(client.keyboard.release(code));
    for (const code of next.keys()) if (!latches.has(code)) client.input(client.keyboard.press(code));
    setLatches(next);
  }

  function press(code: string): void {
    if (MODIFIER.test(code)) {
      change(tapModifier(latches, code));
      return;
    }
    strike(code);
    setCapsLock(client.keyboard.hasCapsLock);
    if (!LOCK.test(code)) repeatLater(code, REPEAT_DELAY);
  }

  /** Where the desktop's layout is not known, what stands on the key is typed. */
  function strike(code: string): void {
    const isCommand = [...latches.keys()].some((held) => !held.startsWith("Shift"));
    const character =
      layoutNamed(layout) || isCommand ? undefined : faceOf(labels, code, level, capsLock)?.now?.character;
    client.input(character ? client.keyboard.text(character) : client.keyboard.press(code));
  }

  function repeatLater(code: string, wait: number): void {
    clearTimeout(repeat.current);
    repeat.current = setTimeout(() => {
      strike(code);
      repeatLater(code, REPEAT_TIME);
    }, wait);
  }

  function release(code: string): void {
    clearTimeout(repeat.current);
    if (MODIFIER.test(code)) return;
    client.input(client.keyboard.release(code));
    if (!LOCK.test(code)) change(afterKey(latches));
  }

  function stateOf(code: string): "once" | "locked" | undefined {
    return latches.get(code) ?? (code === "CapsLock" && capsLock ? "locked" : undefined);
  }

  return (
    <section className={classes.keyboard} data-top={isAtTop} aria-label={t("onScreen.label")} onPointerDown={keepFocus}>
      <header className={classes.header}>
        <span>{t("onScreen.layout", { layout: t(`layout.${layout as LayoutName}`, { defaultValue: layout }) })}</span>
        <UnstyledButton
          className={classes.move}
          aria-label={t("onScreen.move")}
          title={t("onScreen.move")}
          onClick={() => setAtTop(!isAtTop)}
        >
          <IconArrowsVertical size={16} aria-hidden />
        </UnstyledButton>
        <CloseButton size="sm" aria-label={t("onScreen.close")} title={t("onScreen.close")} onClick={onClose} />
      </header>
      <div className={classes.blocks}>
        {blocksFor(width, labels).map((block) => (
          <Block
            key={block.name}
            block={block}
            {...{ labels, level, capsLock, stateOf }}
            onPress={press}
            onRelease={release}
          />
        ))}
      </div>
    </section>
  );
}

interface BlockProps {
  readonly block: KeyBlock;
  readonly labels: KeyboardLayout;
  readonly level: Level;
  readonly capsLock: boolean;
  readonly stateOf: (code: string) => "once" | "locked" | undefined;
  readonly onPress: (code: string) => void;
  readonly onRelease: (code: string) => void;
}

function Block({ block, labels, level, capsLock, stateOf, onPress, onRelease }: BlockProps): ReactElement {
  const { name, width, rows } = block;
  return (
    <div className={classes.block} data-block={name} style={{ "--quarters": width } as CSSProperties}>
      {rows.map((places, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rows do not move
        <div key={row} className={classes.row}>
          {places.map(({ code, width: quarters }, column) => {
            const style = { gridColumn: `span ${quarters}` };
            // biome-ignore lint/suspicious/noArrayIndexKey: gaps have no name
            if (code === undefined) return <span key={column} style={style} />;
            return (
              <Key
                key={code}
                {...{ code, style, onPress, onRelease }}
                name={code === "AltRight" && !labels.hasAltGr ? "AltLeft" : code}
                face={faceOf(labels, code, level, capsLock)}
                state={stateOf(code)}
              />
            );
          })}
        </div>
      ))}
    </div>
  );
}

interface KeyProps {
  readonly code: string;
  /** The code of the key that has its name. */
  readonly name: string;
  readonly style: { readonly gridColumn: string };
  /** Absent for keys that give no character. */
  readonly face: KeyFace | undefined;
  /** How a modifier is held. */
  readonly state: "once" | "locked" | undefined;
  readonly onPress: (code: string) => void;
  readonly onRelease: (code: string) => void;
}

function Key({ code, name: named, style, face, state, onPress, onRelease }: KeyProps): ReactElement {
  const { t } = useTranslation("keyboard");
  const isHeld = useRef(false);
  const name = t(`key.${named as KeyName}`, { defaultValue: signOf(code) ?? code });
  const isToggle = MODIFIER.test(code) || LOCK.test(code);

  function press(event: PointerEvent<HTMLButtonElement>): void {
    event.currentTarget.setPointerCapture(event.pointerId);
    isHeld.current = true;
    onPress(code);
  }

  function release(): void {
    if (!isHeld.current) return;
    isHeld.current = false;
    onRelease(code);
  }

  return (
    <button
      type="button"
      className={classes.key}
      style={style}
      data-code={code}
      data-state={state}
      data-kind={face ? "character" : "function"}
      aria-label={face ? face.now?.character || code : name}
      aria-pressed={isToggle ? state !== undefined : undefined}
      tabIndex={-1}
      onPointerDown={press}
      onPointerUp={release}
      onPointerCancel={release}
    >
      {face ? <Face face={face} /> : <span className={classes.name}>{signOf(code) ?? name}</span>}
    </button>
  );
}

function Face({ face: { now, others } }: { readonly face: KeyFace }): ReactElement {
  return (
    <>
      <span className={classes.now} data-dead={now?.isDead}>
        {now?.character}
      </span>
      {others.map(({ level, legend }) => (
        <span key={level} className={classes.other} data-level={level} data-dead={legend.isDead}>
          {legend.character}
        </span>
      ))}
    </>
  );
}

function levelOf(latches: Latches, { hasAltGr }: KeyboardLayout): Level {
  const isShifted = latches.has("ShiftLeft") || latches.has("ShiftRight");
  if (hasAltGr && latches.has("AltRight")) return isShifted ? "shiftAltGr" : "altGr";
  return isShifted ? "shift" : "plain";
}

/** The desktop goes on having the keys of the real keyboard. */
function keepFocus(event: PointerEvent): void {
  event.preventDefault();
}
