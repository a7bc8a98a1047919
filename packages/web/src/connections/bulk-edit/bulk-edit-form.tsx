import { ActionIcon, Button, Group, Select, Stack, Text } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconX } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { changeConnections, type StoredConnection } from "../../api/connections.ts";
import { refreshConnections } from "../../api/queries.ts";
import type { SchemaField } from "../../api/types.ts";
import type { Schema } from "../../connection-form/draft.ts";
import { FieldInput } from "../../connection-form/field-input.tsx";
import { type FieldTexts, useFieldTexts } from "../../connection-form/field-texts.ts";
import { restrictionForm, unusedForm } from "../../connection-form/layout.ts";
import { entryProblem } from "../../connection-form/validation.ts";
import { ErrorAlert } from "../../shell/error-alert.tsx";
import { commonValue, type FieldKind } from "./common-values.ts";

/** A field that can be changed for many at once. */
interface BulkField {
  /** Names it among parameters and attributes. */
  readonly key: string;
  readonly kind: FieldKind;
  readonly field: SchemaField;
  readonly section: string;
}

/** A field that was picked, and what it is to be. */
interface Picked {
  readonly from: BulkField;
  readonly value: string;
}

interface BulkEditFormProps {
  readonly identifiers: readonly string[];
  readonly schema: Schema;
  /** What the connections have now; undefined if they are too many to ask. */
  readonly stored: readonly StoredConnection[] | undefined;
  readonly onClose: () => void;
  readonly onChanged: (() => void) | undefined;
}

function bulkFields({ parameters, attributes }: Schema, texts: FieldTexts): BulkField[] {
  const of = (kind: FieldKind, forms: Schema[FieldKind], heading: (name: string) => string) =>
    forms.flatMap((form) =>
      form.fields.map((field) => ({ key: `${kind}.${field.name}`, kind, field, section: heading(form.name) })),
    );
  return [
    ...of("parameters", parameters, texts.section),
    ...of(
      "attributes",
      attributes.filter((form) => form.name !== unusedForm && form.name !== restrictionForm),
      texts.attributeSection,
    ),
  ];
}

/** The values by name that go to the gateway; an empty one removes. */
function entriesOf(picked: readonly Picked[], kind: FieldKind): Record<string, string | null> {
  const own = picked.filter(({ from }) => from.kind === kind);
  return Object.fromEntries(own.map(({ from, value }) => [from.field.name, value === "" ? null : value]));
}

export function BulkEditForm({ identifiers, schema, stored, onClose, onChanged }: BulkEditFormProps): ReactElement {
  const { t } = useTranslation("connections");
  const { t: app } = useTranslation();
  const texts = useFieldTexts();
  const queryClient = useQueryClient();
  const [picked, setPicked] = useState<readonly Picked[]>([]);
  const fields = bulkFields(schema, texts);

  const saving = useMutation({
    mutationFn: () =>
      changeConnections(identifiers, {
        parameters: entriesOf(picked, "parameters"),
        attributes: entriesOf(picked, "attributes"),
      }),
    onSuccess: () => {
      notifications.show({ message: t("bulk.done", { count: identifiers.length }) });
      onChanged?.();
      onClose();
    },
    onSettled: () => refreshConnections(queryClient),
  });

  const pick = (key: string | null) => {
    const from = fields.find((field) => field.key === key);
    if (from === undefined) return;
    const now = stored === undefined ? undefined : commonValue(stored, from.kind, from.field.name);
    setPicked([...picked, { from, value: now && "same" in now ? now.same : "" }]);
  };
  const drop = (key: string) => setPicked(picked.filter((one) => one.from.key !== key));
  const change = (key: string, value: string) =>
    setPicked(picked.map((one) => (one.from.key === key ? { ...one, value } : one)));

  const problem = ({ from, value }: Picked) => (value === "" ? undefined : entryProblem(app, from.field, value.trim()));
  const isGood = picked.length > 0 && picked.every((one) => problem(one) === undefined);
  const isPicked = (key: string) => picked.some((one) => one.from.key === key);

  return (
    <Stack>
      <Text size="sm">{t(stored === undefined ? "bulk.textMany" : "bulk.text")}</Text>
      {picked.map((one) => (
        <Group key={one.from.key} align="flex-start" wrap="nowrap" gap="xs">
          <Stack flex={1} gap={4}>
            <FieldInput
              field={one.from.field}
              value={one.value}
              error={problem(one)}
              onChange={(value) => change(one.from.key, value ?? "")}
            />
            <NowText stored={stored} from={one.from} texts={texts} />
          </Stack>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t("bulk.drop", { label: texts.label(one.from.field.name) })}
            onClick={() => drop(one.from.key)}
          >
            <IconX size={16} />
          </ActionIcon>
        </Group>
      ))}
      <Select
        label={t("bulk.pick")}
        placeholder={t("bulk.pickPlaceholder")}
        searchable
        value={null}
        data={Object.entries(Object.groupBy(fields, (field) => field.section)).map(([group, inside = []]) => ({
          group,
          items: inside
            .filter(({ key }) => !isPicked(key))
            .map(({ key, field }) => ({ value: key, label: texts.label(field.name) })),
        }))}
        onChange={pick}
        data-autofocus
      />
      {saving.isError && <ErrorAlert error={saving.error} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {app("common.cancel")}
        </Button>
        <Button disabled={!isGood} loading={saving.isPending} onClick={() => saving.mutate()}>
          {t("bulk.save", { count: identifiers.length })}
        </Button>
      </Group>
    </Stack>
  );
}

/** How many values are listed. */
const listed = 4;

/** What the connections have now for a field. */
function NowText(props: { stored: readonly StoredConnection[] | undefined; from: BulkField; texts: FieldTexts }) {
  const { stored, from, texts } = props;
  const { t } = useTranslation("connections");
  const { name, type } = from.field;
  if (stored === undefined) return null;
  const isSecret = type === "PASSWORD" || stored.some((connection) => connection.storedSecrets.includes(name));
  if (isSecret) {
    const count = stored.filter((connection) => connection.storedSecrets.includes(name)).length;
    return (
      <Text size="xs" c="dimmed">
        {t("bulk.secret", { count, total: stored.length })}
      </Text>
    );
  }
  const now = commonValue(stored, from.kind, name);
  const show = (value: string) =>
    value === "" ? t("bulk.unset") : t("bulk.quoted", { value: texts.option(name, value) });
  if ("same" in now) {
    return (
      <Text size="xs" c="dimmed">
        {t("bulk.same", { value: show(now.same) })}
      </Text>
    );
  }
  const shown = now.different.slice(0, listed).map(show).join(", ");
  return (
    <Text size="xs" c="dimmed">
      {t("bulk.different", {
        count: now.different.length,
        values: now.different.length > listed ? `${shown}, …` : shown,
      })}
    </Text>
  );
}
