import { Button, Text, Textarea } from "@mantine/core";
import { type ReactElement, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SessionClient } from "../session-client.ts";

/** Characters that are typed at a time, and the milliseconds in between: programs at the desktop must keep up. */
const PORTION = 100;
const PAUSE = 40;

/** Types a whole text at the desktop, for where there is no clipboard: a login screen, a machine without its tools. */
export function TypedText({ client }: { readonly client: SessionClient }): ReactElement {
  const { t } = useTranslation("keyboard");
  const [text, setText] = useState("");
  const [typed, setTyped] = useState<number>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const characters = [...text];

  useEffect(() => () => clearTimeout(timer.current), []);

  function typeFrom(start: number): void {
    if (start >= characters.length) {
      setTyped(undefined);
      setText("");
      return;
    }
    setTyped(start);
    client.input(client.keyboard.text(characters.slice(start, start + PORTION).join("")));
    timer.current = setTimeout(() => typeFrom(start + PORTION), PAUSE);
  }

  function stop(): void {
    clearTimeout(timer.current);
    setTyped(undefined);
  }

  return (
    <div>
      <Textarea
        label={t("type.label")}
        description={t("type.description")}
        value={text}
        readOnly={typed !== undefined}
        rows={3}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {typed === undefined ? (
        <Button mt="xs" size="compact-sm" variant="default" disabled={text === ""} onClick={() => typeFrom(0)}>
          {t("type.send")}
        </Button>
      ) : (
        <Text mt="xs" size="sm" role="status">
          {t("type.progress", { typed, of: characters.length })}{" "}
          <Button size="compact-sm" variant="default" onClick={stop}>
            {t("type.stop")}
          </Button>
        </Text>
      )}
    </div>
  );
}
