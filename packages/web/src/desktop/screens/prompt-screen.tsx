import { Alert, Button, Stack, Text, TextInput } from "@mantine/core";
import type { Answer, Failure, PromptField } from "@passerelle/tunnel";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { PasswordInput } from "../../shell/password-input.tsx";
import { ScreenCard } from "./screen-card.tsx";
import classes from "./screens.module.css";

interface PromptScreenProps {
  readonly name: string;
  readonly fields: readonly PromptField[];
  /** What was wrong with the answer before. */
  readonly failure: Failure | undefined;
  /** What was entered before, to be corrected. */
  readonly entered: Answer;
  readonly onAnswer: (answer: Answer) => void;
  readonly onCancel: () => void;
}

/** Asks for what the connection does not know. What is entered goes to the gateway and is kept nowhere here. */
export function PromptScreen(props: PromptScreenProps): ReactElement {
  const { name, fields, failure, entered, onAnswer, onCancel } = props;
  const { t } = useTranslation("desktop");
  const [isSent, setSent] = useState(false);
  const first = fields.find((field) => field === "password" || !entered[field]);

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    onAnswer(Object.fromEntries(fields.map((field) => [field, String(form.get(field) ?? "")])));
    setSent(true);
  }

  return (
    <ScreenCard title={t("prompt.title", { name })}>
      <Text c="dimmed">{t("prompt.text")}</Text>
      {failure && (
        <Alert color="red" role="alert" mt="md" title={t(`failures.${failure.code}.title`)}>
          {t(`failures.${failure.code}.advice`)}
        </Alert>
      )}
      <form onSubmit={submit}>
        <Stack mt="md">
          {fields.map((field) => (
            <Field key={field} field={field} value={entered[field]} hasFocus={field === first} />
          ))}
        </Stack>
        <div className={classes.actions}>
          <Button type="submit" loading={isSent}>
            {t("prompt.submit")}
          </Button>
          <Button variant="default" onClick={onCancel}>
            {t("cancel")}
          </Button>
        </div>
      </form>
    </ScreenCard>
  );
}

interface FieldProps {
  readonly field: PromptField;
  readonly value: string | undefined;
  readonly hasFocus: boolean;
}

function Field({ field, value, hasFocus }: FieldProps): ReactElement {
  const { t } = useTranslation("desktop");
  const common = { name: field, label: t(`fields.${field}`), autoFocus: hasFocus, withAsterisk: false };
  if (field === "password") return <PasswordInput {...common} autoComplete="current-password" required />;
  return (
    <TextInput
      {...common}
      defaultValue={value}
      autoComplete={field === "username" ? "username" : "off"}
      autoCapitalize="none"
      spellCheck={false}
      required={field === "username"}
    />
  );
}
