import { Autocomplete, NativeSelect, Switch, Textarea, TextInput } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { SchemaField } from "../api/types.ts";
import { PasswordInput } from "../shell/password-input.tsx";
import { useFieldTexts } from "./field-texts.ts";

interface FieldInputProps {
  readonly field: SchemaField;
  readonly value: string;
  readonly error: string | undefined;
  readonly required?: boolean;
  readonly onChange: (value: string) => void;
  readonly onBlur: () => void;
}

/** The input that fits a field of the schema. */
export function FieldInput({ field, value, error, required = false, onChange, onBlur }: FieldInputProps): ReactElement {
  const { t } = useTranslation();
  const texts = useFieldTexts();
  const shared = {
    label: texts.label(field.name),
    description: texts.help(field.name),
    error,
    required,
    name: field.name,
    onBlur,
    autoComplete: "off",
    inputWrapperOrder: ["label", "input", "error", "description"] as ("label" | "input" | "error" | "description")[],
  };
  const onInput = (event: { currentTarget: { value: string } }) => onChange(event.currentTarget.value);
  switch (field.type) {
    case "BOOLEAN":
      return (
        <Switch
          label={shared.label}
          description={shared.description}
          checked={value === "true"}
          onChange={(event) => onChange(event.currentTarget.checked ? "true" : "")}
        />
      );
    case "ENUM": {
      const stored = field.options?.includes(value) ? [] : [value];
      const options = [...new Set(["", ...(field.options ?? []), ...stored])];
      const data = options.map((option) => ({
        value: option,
        label: option === "" ? t("form.default") : texts.option(field.name, option),
      }));
      return <NativeSelect {...shared} data={data} value={value} onChange={onInput} />;
    }
    case "PASSWORD":
      return <PasswordInput {...shared} autoComplete="new-password" value={value} onChange={onInput} />;
    case "MULTILINE":
      return <Textarea {...shared} autosize minRows={3} maxRows={10} value={value} onChange={onInput} />;
    case "TIMEZONE":
      return (
        <Autocomplete
          {...shared}
          data={Intl.supportedValuesOf("timeZone")}
          limit={20}
          value={value}
          onChange={onChange}
        />
      );
    case "NUMERIC":
      return <TextInput {...shared} inputMode="numeric" value={value} onChange={onInput} />;
    default:
      return <TextInput {...shared} autoCapitalize="none" spellCheck={false} value={value} onChange={onInput} />;
  }
}
