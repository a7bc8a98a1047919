import { ActionIcon, Button, Group, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import { IconPlus, IconTrash } from "@tabler/icons-react";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FormValues } from "./draft.ts";
import classes from "./form.module.css";
import { FormSection } from "./form-section.tsx";
import { StoredSecret } from "./stored-secret.tsx";

interface RawParametersProps {
  readonly form: UseFormReturnType<FormValues>;
  readonly heading: string;
  readonly text: string;
  /** Names that have an input of their own elsewhere. */
  readonly isKnown: (name: string) => boolean;
}

/** Parameters that the form knows nothing about, by their stored names. */
export function RawParameters({ form, heading, text, isKnown }: RawParametersProps): ReactElement {
  const { t } = useTranslation("parameters");
  const { parameters } = form.values;
  const stored = form.getInitialValues().parameters;
  const [removed, setRemoved] = useState<readonly string[]>([]);
  const [added, setAdded] = useState("");
  const names = Object.keys(parameters).filter((name) => !isKnown(name) && !removed.includes(name));
  const set = (name: string, value: string | null) =>
    form.setFieldValue("parameters", (before) => ({ ...before, [name]: value }));

  const name = added.trim();
  const isTaken = isKnown(name) || names.includes(name);
  const add = () => {
    setRemoved(removed.filter((one) => one !== name));
    set(name, "");
    setAdded("");
  };
  const remove = (gone: string) => {
    setRemoved([...removed, gone]);
    set(gone, "");
  };
  return (
    <FormSection heading={heading} text={text}>
      {names.map((one) => (
        <div key={one} className={classes.raw}>
          {stored[one] === null ? (
            <StoredSecret label={one} value={parameters[one] ?? null} onChange={(value) => set(one, value)}>
              {(typed, type) => (
                <TextInput
                  label={one}
                  autoComplete="off"
                  value={typed}
                  onChange={(event) => type(event.currentTarget.value)}
                />
              )}
            </StoredSecret>
          ) : (
            <Group gap="xs" align="flex-end" wrap="nowrap">
              <TextInput
                label={one}
                flex={1}
                autoComplete="off"
                value={parameters[one] ?? ""}
                onChange={(event) => set(one, event.currentTarget.value)}
              />
              <ActionIcon
                size="lg"
                variant="default"
                aria-label={t("raw.remove", { name: one })}
                onClick={() => remove(one)}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </Group>
          )}
        </div>
      ))}
      <Group gap="xs" align="flex-end" className={classes.raw}>
        <TextInput
          flex={1}
          label={t("raw.newName")}
          autoCapitalize="none"
          autoComplete="off"
          spellCheck={false}
          maxLength={128}
          error={name !== "" && isTaken ? t("raw.taken") : undefined}
          value={added}
          onChange={(event) => setAdded(event.currentTarget.value)}
        />
        <Button variant="default" leftSection={<IconPlus size={16} />} disabled={name === "" || isTaken} onClick={add}>
          {t("raw.add")}
        </Button>
      </Group>
    </FormSection>
  );
}
