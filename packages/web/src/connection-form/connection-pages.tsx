import { Skeleton, Stack, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconChevronLeft } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { createConnection, updateConnection } from "../api/gateway.ts";
import { connectionQuery, refreshConnections, schemaQuery, treeQuery } from "../api/queries.ts";
import { ErrorAlert } from "../shell/error-alert.tsx";
import { TextLink } from "../shell/links.tsx";
import { usePageTitle } from "../shell/page-title.ts";
import { ConnectionForm } from "./connection-form.tsx";
import { blankConnection, type StoredConnection } from "./draft.ts";
import classes from "./form.module.css";

/** Adds a connection, blank or as a copy of another. */
export function NewConnectionPage(): ReactElement {
  const { t } = useTranslation();
  const { copyOf } = useSearch({ from: "/signed-in/connections/new" });
  usePageTitle(t("title.new"));
  return (
    <FormPage
      heading={t("form.new")}
      source={copyOf}
      isCopy
      submitLabel={t("form.create")}
      savedText={(name) => t("form.created", { name })}
    />
  );
}

/** Edits a stored connection. */
export function EditConnectionPage(): ReactElement {
  const { t } = useTranslation();
  const { id } = useParams({ from: "/signed-in/connections/$id/edit" });
  usePageTitle(t("title.edit"));
  return (
    <FormPage
      heading={t("form.edit")}
      source={id}
      submitLabel={t("form.save")}
      savedText={(name) => t("form.saved", { name })}
    />
  );
}

interface FormPageProps {
  readonly heading: string;
  /** The stored connection to start from; undefined for a blank one. */
  readonly source: string | undefined;
  /** True if saving makes a new connection. */
  readonly isCopy?: boolean;
  readonly submitLabel: string;
  readonly savedText: (name: string) => string;
}

function FormPage({ heading, source, isCopy = false, submitLabel, savedText }: FormPageProps): ReactElement {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const schema = useQuery(schemaQuery);
  const tree = useQuery(treeQuery);
  const stored = useQuery({ ...connectionQuery(source ?? ""), enabled: source !== undefined });
  const failed = [schema, tree, stored].find((query) => query.isError);

  const start = (): StoredConnection | undefined => {
    if (source === undefined) return blankConnection;
    if (!isCopy || stored.data === undefined) return stored.data;
    return { ...stored.data, name: t("form.copyName", { name: stored.data.name }) };
  };
  const startValues = start();

  const onSaved = async (name: string) => {
    await refreshConnections(queryClient);
    await navigate({ to: "/", ignoreBlocker: true });
    notifications.show({ message: savedText(name) });
  };

  return (
    <div className={classes.page}>
      <TextLink to="/" size="sm" className={classes.back}>
        <IconChevronLeft size={16} aria-hidden />
        {t("form.back")}
      </TextLink>
      <Title order={1} fz="h2" mt={4} mb="lg">
        {heading}
      </Title>
      {failed ? (
        <ErrorAlert title={t("form.failedLoad")} error={failed.error} onRetry={failed.refetch} />
      ) : startValues && schema.data && tree.data ? (
        <ConnectionForm
          start={startValues}
          {...(source !== undefined && !isCopy && { identifier: source })}
          schema={schema.data}
          tree={tree.data}
          submitLabel={submitLabel}
          save={(draft) => (source === undefined || isCopy ? createConnection(draft) : updateConnection(source, draft))}
          onSaved={onSaved}
        />
      ) : (
        <Stack aria-busy="true">
          <Skeleton height={180} />
          <Skeleton height={140} />
          <Skeleton height={140} />
        </Stack>
      )}
    </div>
  );
}
