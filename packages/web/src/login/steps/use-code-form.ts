import { useForm } from "@mantine/form";
import { type FormEventHandler, useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { useRefusals } from "../../shell/use-refusals.ts";
import type { StepProps } from "./step-form.tsx";

/** The form of a step that asks for a code; one that was refused is cleared, for it will never be right. */
export function useCodeForm({ onSubmit, error }: Pick<StepProps, "onSubmit" | "error">) {
  const { t } = useTranslation();
  const refusals = useRefusals();
  const form = useForm({
    initialValues: { code: "" },
    validate: { code: (code) => (code.trim() === "" ? t("login.codeMissing") : null) },
  });
  const clear = useEffectEvent(() => form.reset());
  useEffect(() => {
    if (error !== null) clear();
  }, [error]);
  const submit: FormEventHandler<HTMLFormElement> = form.onSubmit(
    ({ code }) => onSubmit({ "guac-totp": code.trim() }),
    refusals.refuse,
  );
  return { form: refusals.form, onSubmit: submit, input: form.getInputProps("code") };
}
