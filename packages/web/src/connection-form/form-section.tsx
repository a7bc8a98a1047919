import type { UseFormReturnType } from "@mantine/form";
import { type ReactElement, type ReactNode, useId } from "react";
import type { SchemaField } from "../api/types.ts";
import type { FormValues } from "./draft.ts";
import { FieldInput } from "./field-input.tsx";
import classes from "./form.module.css";
import { isApplicable } from "./layout.ts";

interface FormSectionProps {
  readonly heading: string;
  /** What the section is about, if the heading does not say it all. */
  readonly text?: ReactNode;
  readonly children: ReactNode;
}

/** A card with a heading. */
export function FormSection({ heading, text, children }: FormSectionProps): ReactElement {
  const id = useId();
  return (
    <section className={classes.section} aria-labelledby={id}>
      <h2 id={id} className={classes.heading}>
        {heading}
      </h2>
      {text !== undefined && <p className={classes.sectionText}>{text}</p>}
      <div className={classes.fields}>{children}</div>
    </section>
  );
}

interface SchemaFieldsProps {
  readonly form: UseFormReturnType<FormValues>;
  readonly kind: "parameters" | "attributes";
  readonly fields: readonly SchemaField[];
}

/** The inputs of some fields of the schema. */
export function SchemaFields({ form, kind, fields }: SchemaFieldsProps): ReactNode {
  return fields
    .filter((field) => isApplicable(field.name, form.values.parameters))
    .map((field) => {
      const path = `${kind}.${field.name}`;
      return (
        <div key={field.name} className={classes.field} data-type={field.type}>
          <FieldInput
            field={field}
            required={field.name === "hostname"}
            value={form.values[kind][field.name] ?? null}
            isStored={form.getInitialValues()[kind][field.name] === null}
            error={form.errors[path] as string | undefined}
            onChange={(value) => form.setFieldValue(path, value)}
            onBlur={() => form.validateField(path)}
          />
        </div>
      );
    });
}
