import { Alert, Button, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconInfoCircle, IconPlugConnected } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import { type ReactElement, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { errorText } from "../api/error-text.ts";
import { GroupSelect } from "../connections/group-select.tsx";
import { ErrorAlert } from "../shell/error-alert.tsx";
import { LinkButton } from "../shell/links.tsx";
import { UnsavedGuard } from "../shell/unsaved-guard.tsx";
import { useRefusals } from "../shell/use-refusals.ts";
import { ConnectionTest } from "./connection-test.tsx";
import { type FormStart, type FormValues, fieldsOf, type Schema, triedParameters, valuesOf } from "./draft.ts";
import { wrapperOrder } from "./field-input.tsx";
import classes from "./form.module.css";
import { FormSection, SchemaFields } from "./form-section.tsx";
import { layoutOf, type MoreSection, sectionKey } from "./layout.ts";
import { MoreSettings } from "./more-settings.tsx";
import { RawParameters } from "./raw-parameters.tsx";
import { isNameTaken, refusedField } from "./refused-field.ts";
import { TokenHelp } from "./token-help.tsx";
import { useConnectionTest } from "./use-connection-test.ts";
import { problemsOf } from "./validation.ts";

interface ConnectionFormProps {
  readonly start: FormStart;
  readonly isNew: boolean;
  /** The stored connection whose secrets the form keeps: the one that is edited or copied. */
  readonly secretsOf: string | undefined;
  readonly schema: Schema;
  /** Where Cancel leads. */
  readonly origin: "/" | "/settings/connections";
  readonly submitLabel: string;
  readonly save: (values: FormValues) => Promise<void>;
  readonly onSaved: (name: string) => void;
}

/** Adds or edits a connection. */
export function ConnectionForm(props: ConnectionFormProps): ReactElement {
  const { start, isNew, secretsOf, schema, origin, submitLabel, save, onSaved } = props;
  const { t } = useTranslation();
  const { t: tp } = useTranslation("parameters");
  const { t: tt } = useTranslation("connectionTest");
  const refusals = useRefusals();
  const isRdp = start.protocol === "rdp";
  const { common, more } = useMemo(() => layoutOf(schema), [schema]);
  const [opened, setOpened] = useState<string[]>([]);
  const [isHelpOpen, setHelpOpen] = useState(false);

  const form = useForm<FormValues>({
    initialValues: valuesOf(start, schema),
    validate: (values) => problemsOf(t, values, schema),
    validateInputOnBlur: true,
  });

  const showProblems = (errors: object) => {
    const isBroken = (section: MoreSection) =>
      section.fields.some((field) => `${section.kind}.${field.name}` in errors);
    setOpened([...new Set([...opened, ...more.filter(isBroken).map(sectionKey)])]);
    refusals.refuse();
  };

  const saving = useMutation({
    mutationFn: save,
    onSuccess: (_nothing, values) => onSaved(values.name.trim()),
    onError: (error) => {
      const path = refusedField(error, schema);
      if (path === undefined) return;
      const errors = { [path]: isNameTaken(error) ? t("form.nameTaken") : errorText(t, error) };
      form.setErrors(errors);
      showProblems(errors);
    },
  });

  const test = useConnectionTest();
  const startTest = () =>
    test.start({
      protocol: start.protocol,
      parameters: triedParameters(form.values, schema),
      ...(secretsOf !== undefined && { identifier: secretsOf }),
    });

  const known = useMemo(() => new Set(fieldsOf(schema.parameters).map((field) => field.name)), [schema]);
  const hasUnknown = Object.keys(form.values.parameters).some((name) => !known.has(name));
  const problemCount = Object.keys(form.errors).length;
  return (
    <form ref={refusals.form} onSubmit={form.onSubmit((values) => saving.mutate(values), showProblems)} noValidate>
      {!isRdp && (
        <Alert
          icon={<IconInfoCircle />}
          mb="lg"
          title={tp("otherProtocol.title", { protocol: start.protocol.toUpperCase() })}
        >
          {tp("otherProtocol.text")}
        </Alert>
      )}
      {common.map(({ name, fields }) => (
        <FormSection key={name} heading={tp(`common.${name}`)} text={isRdp ? tp(`commonTexts.${name}`) : undefined}>
          {name === "general" && (
            <>
              <TextInput
                className={classes.wide}
                label={tp("fields.name.label")}
                description={tp("fields.name.help")}
                inputWrapperOrder={wrapperOrder}
                required
                autoComplete="off"
                autoFocus={isNew}
                {...form.getInputProps("name")}
              />
              <GroupSelect
                className={classes.wide}
                label={tp("fields.parent-identifier.label")}
                description={tp("fields.parent-identifier.help")}
                inputWrapperOrder={wrapperOrder}
                value={form.values.parentIdentifier}
                onChange={(group) => form.setFieldValue("parentIdentifier", group)}
              />
            </>
          )}
          {name === "sign-in" && (
            <Button
              className={classes.wide}
              variant="subtle"
              size="compact-sm"
              justify="flex-start"
              leftSection={<IconInfoCircle size={16} />}
              onClick={() => setHelpOpen(true)}
            >
              {tp("tokens.open")}
            </Button>
          )}
          <SchemaFields form={form} kind="parameters" fields={fields} />
        </FormSection>
      ))}
      {(!isRdp || hasUnknown) && (
        <RawParameters
          form={form}
          heading={tp(isRdp ? "raw.other" : "raw.all")}
          text={tp(isRdp ? "raw.otherText" : "raw.allText")}
          isKnown={(name) => known.has(name)}
        />
      )}
      <MoreSettings form={form} sections={more} opened={opened} onOpenedChange={setOpened} />
      <ConnectionTest test={test} />
      <div className={classes.actions}>
        {saving.isError && <ErrorAlert title={t("form.failed")} error={saving.error} className={classes.alert} />}
        <span role="status" className={classes.problems}>
          {refusals.wasRefused && problemCount > 0 && t("form.invalid", { count: problemCount })}
        </span>
        {isRdp && (
          <Button
            variant="default"
            leftSection={<IconPlugConnected size={16} />}
            loading={test.isPending}
            onClick={startTest}
          >
            {tt("start")}
          </Button>
        )}
        <LinkButton to={origin} variant="default">
          {t("common.cancel")}
        </LinkButton>
        <Button type="submit" loading={saving.isPending}>
          {submitLabel}
        </Button>
      </div>
      <TokenHelp opened={isHelpOpen} onClose={() => setHelpOpen(false)} />
      <UnsavedGuard isDirty={() => form.isDirty() && !saving.isSuccess} />
    </form>
  );
}
