import { Autocomplete, Badge, type InputWrapperProps, NativeSelect, Switch, Textarea, TextInput } from "@mantine/core";
import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { SchemaField } from "../api/types.ts";
import { PasswordInput } from "../shell/password-input.tsx";
import { useFieldTexts } from "./field-texts.ts";
import classes from "./form.module.css";
import { StoredSecret } from "./stored-secret.tsx";

export interface FieldInputProps {
  readonly field: SchemaField;
  /** null for a secret that stays as it is stored. */
  readonly value: string | null;
  /** Whether the gateway has a secret for this field. */
  readonly isStored?: boolean;
  readonly error: string | undefined;
  readonly required?: boolean;
  readonly onChange: (value: string | null) => void;
  readonly onBlur?: () => void;
}

type WrapperOrder = NonNullable<InputWrapperProps["inputWrapperOrder"]>;

/** What all inputs of the form have in common. */
interface SharedProps {
  readonly label: ReactNode;
  readonly description: string | undefined;
  readonly error: string | undefined;
  readonly required: boolean;
  readonly name: string;
  readonly onBlur: (() => void) | undefined;
  readonly autoComplete: string;
  readonly inputWrapperOrder: WrapperOrder;
}

/** Where the description stands: below the input, so that inputs beside each other are in line. */
export const wrapperOrder: WrapperOrder = ["label", "input", "error", "description"];

/** The input that fits a field of the schema. */
export function FieldInput(props: FieldInputProps): ReactElement {
  const { field, value, isStored = false, error, required = false, onChange, onBlur } = props;
  const texts = useFieldTexts();
  const shared: SharedProps = {
    label: <FieldLabel field={field} />,
    description: texts.help(field.name),
    error,
    required,
    name: field.name,
    onBlur,
    autoComplete: "off",
    inputWrapperOrder: wrapperOrder,
  };
  if (!isStored) return <PlainInput field={field} value={value ?? ""} shared={shared} onChange={onChange} />;
  return (
    <StoredSecret label={texts.label(field.name)} value={value} onChange={onChange}>
      {(typed, type) => <PlainInput field={field} value={typed} shared={shared} onChange={type} />}
    </StoredSecret>
  );
}

/** The name of a field, and that it has no effect yet if that is so. */
function FieldLabel({ field }: { field: SchemaField }): ReactNode {
  const texts = useFieldTexts();
  const label = texts.label(field.name);
  if (!field.later) return label;
  return (
    <>
      {label}{" "}
      <Badge component="span" className={classes.later} variant="light" color="gray" size="sm" tt="none">
        {texts.later}
      </Badge>
    </>
  );
}

interface PlainInputProps {
  readonly field: SchemaField;
  readonly value: string;
  readonly shared: SharedProps;
  readonly onChange: (value: string) => void;
}

function PlainInput({ field, value, shared, onChange }: PlainInputProps): ReactElement {
  const { t } = useTranslation();
  const texts = useFieldTexts();
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
