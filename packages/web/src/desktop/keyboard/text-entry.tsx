import { CloseButton } from "@mantine/core";
import { type ChangeEvent, type KeyboardEvent, type ReactElement, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SessionClient } from "../session-client.ts";
import { textChange } from "./text-change.ts";
import classes from "./text-entry.module.css";

/** Keys that the field does not need and the desktop does. */
const KEYS = new Set(["Enter", "Tab", "Escape", "ArrowUp", "ArrowDown", "PageUp", "PageDown"]);

interface TextEntryProps {
  readonly client: SessionClient;
  readonly onClose: () => void;
}

/** A field whose text is typed at the desktop while it is written: for phones, dictation and input methods. */
export function TextEntry({ client, onClose }: TextEntryProps): ReactElement {
  const { t } = useTranslation("keyboard");
  const [text, setText] = useState("");
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => field.current?.focus(), []);

  function type(event: ChangeEvent<HTMLInputElement>): void {
    const next = event.currentTarget.value;
    const { erased, inserted } = textChange(text, next);
    for (let index = 0; index < erased; index++) client.input(client.keyboard.combination(["Backspace"]));
    if (inserted) client.input(client.keyboard.text(inserted));
    setText(next);
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>): void {
    const { key } = event;
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    // With nothing to erase here, it is the desktop's text that is meant.
    if (!KEYS.has(key) && !(key === "Backspace" && text === "")) return;
    event.preventDefault();
    client.input(client.keyboard.combination([key]));
    if (key === "Enter") setText("");
  }

  return (
    <div className={classes.entry}>
      <input
        ref={field}
        className={classes.field}
        value={text}
        placeholder={t("text.placeholder")}
        aria-label={t("text.label")}
        autoCapitalize="off"
        autoComplete="off"
        autoCorrect="off"
        spellCheck={false}
        enterKeyHint="enter"
        onChange={type}
        onKeyDown={onKeyDown}
      />
      <CloseButton aria-label={t("text.close")} title={t("text.close")} onClick={onClose} />
    </div>
  );
}
