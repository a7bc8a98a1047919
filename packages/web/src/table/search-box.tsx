import { CloseButton, Kbd, TextInput } from "@mantine/core";
import { useDebouncedCallback, useHotkeys } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { type ReactElement, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import classes from "./table.module.css";

interface SearchBoxProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Takes the keyboard from the search into the list. */
  readonly onLeave: () => void;
}

/** A search field that waits until the person has paused; `/` goes to it. */
export function SearchBox({ label, value, onChange, onLeave }: SearchBoxProps): ReactElement {
  const { t } = useTranslation("administration");
  const field = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(value);
  const [announced, setAnnounced] = useState(value);
  useHotkeys([["/", () => field.current?.focus()]]);

  // Changed from elsewhere, for example by Back.
  if (value !== announced) {
    setAnnounced(value);
    setTyped(value);
  }

  const announce = (search: string) => {
    setAnnounced(search);
    onChange(search);
  };
  const announceLater = useDebouncedCallback(announce, 250);
  const type = (text: string) => {
    setTyped(text);
    announceLater(text.trim());
  };
  const clear = () => {
    announceLater.cancel();
    setTyped("");
    announce("");
    field.current?.focus();
  };

  return (
    <TextInput
      ref={field}
      type="search"
      className={classes.search}
      aria-label={label}
      aria-keyshortcuts="/"
      placeholder={label}
      maxLength={256}
      leftSection={<IconSearch size={18} aria-hidden />}
      rightSection={
        typed === "" ? (
          <Kbd size="xs" visibleFrom="sm" aria-hidden>
            /
          </Kbd>
        ) : (
          <CloseButton size="sm" aria-label={t("table.clearSearch")} onClick={clear} />
        )
      }
      value={typed}
      onChange={(event) => type(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Escape" && typed !== "") clear();
        else if (event.key === "Enter") announceLater.flush();
        else if (event.key === "ArrowDown") {
          event.preventDefault();
          onLeave();
        }
      }}
    />
  );
}
