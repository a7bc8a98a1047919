import { Button, Group, TextInput } from "@mantine/core";
import { type FormEvent, type KeyboardEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";

interface NameFormProps {
  readonly label: string;
  readonly initial?: string;
  readonly submit: string;
  readonly onSubmit: (name: string) => void;
  readonly onCancel: () => void;
}

/** Asks for the name of a file or folder. */
export function NameForm({ label, initial = "", submit, onSubmit, onCancel }: NameFormProps): ReactElement {
  const { t } = useTranslation("files");
  const [name, setName] = useState(initial);

  function send(event: FormEvent): void {
    event.preventDefault();
    if (name.trim() !== "") onSubmit(name.trim());
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== "Escape") return;
    event.preventDefault();
    onCancel();
  }

  return (
    <form onSubmit={send} onKeyDown={onKeyDown}>
      <TextInput
        label={label}
        size="xs"
        maxLength={255}
        value={name}
        autoFocus
        onFocus={({ currentTarget }) => currentTarget.select()}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <Group gap="xs" mt={6}>
        <Button type="submit" size="compact-sm" disabled={name.trim() === ""}>
          {submit}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onCancel}>
          {t("cancel")}
        </Button>
      </Group>
    </form>
  );
}
