import "../administration/administration-styles.ts";
import { Alert, Skeleton, Stack, Tabs, Title } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { IconChevronLeft } from "@tabler/icons-react";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useLocation, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { changeConnection, createConnection, storedConnectionQuery } from "../api/connections.ts";
import { rootGroup } from "../api/gateway.ts";
import { refreshConnections, schemaQuery } from "../api/queries.ts";
import { WhoMayUse } from "../permissions/who-may-use.tsx";
import { ErrorAlert } from "../shell/error-alert.tsx";
import { TextLink } from "../shell/links.tsx";
import { usePageTitle } from "../shell/page-title.ts";
import { ConnectionForm } from "./connection-form.tsx";
import {
  blankConnection,
  changeOf,
  type FormStart,
  type FormValues,
  newConnectionOf,
  type Schema,
  schemaFor,
} from "./draft.ts";
import classes from "./form.module.css";
import { SharingProfiles } from "./sharing-profiles.tsx";

/** Adds a connection, blank or as a copy of another. */
export function NewConnectionPage(): ReactElement {
  const { t } = useTranslation();
  const { copyOf, parent = rootGroup }: { copyOf?: string; parent?: string } = useSearch({ strict: false });
  const schema = useQuery(schemaQuery);
  const copied = useQuery({ ...storedConnectionQuery(copyOf ?? ""), enabled: copyOf !== undefined });
  usePageTitle(t("title.new"));
  const start: FormStart | undefined =
    copyOf === undefined
      ? { ...blankConnection, parentIdentifier: parent }
      : copied.data && { ...copied.data, name: t("form.copyName", { name: copied.data.name }) };
  return (
    <FormPage heading={t("form.new")} queries={[schema, copied]} isReady={start !== undefined && schema.isSuccess}>
      {start && schema.data && (
        <SavingForm
          start={start}
          schema={schema.data}
          secretsOf={copyOf}
          isNew
          submitLabel={t("form.create")}
          save={async (values, forms) => {
            await createConnection(newConnectionOf(values, start, forms, copyOf));
          }}
          savedText={(name) => t("form.created", { name })}
        />
      )}
    </FormPage>
  );
}

/** Edits a stored connection. */
export function EditConnectionPage(): ReactElement {
  const { t } = useTranslation();
  const { t: tp } = useTranslation("parameters");
  const { id = "" } = useParams({ strict: false });
  const schema = useQuery(schemaQuery);
  const stored = useQuery(storedConnectionQuery(id));
  usePageTitle(t("title.edit"));
  const start = stored.data;
  const mayChange = start?.permissions.includes("UPDATE") ?? false;
  return (
    <FormPage
      heading={start?.name ?? t("form.edit")}
      queries={[schema, stored]}
      isReady={start !== undefined && schema.isSuccess}
    >
      {start && !mayChange && <Alert>{t("errors.type.PERMISSION_DENIED")}</Alert>}
      {start && schema.data && mayChange && (
        <Tabs defaultValue="settings">
          <Tabs.List mb="lg">
            <Tabs.Tab value="settings">{tp("tabs.settings")}</Tabs.Tab>
            <Tabs.Tab value="access">{tp("tabs.access")}</Tabs.Tab>
            <Tabs.Tab value="sharing">{tp("tabs.sharing")}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="settings">
            <SavingForm
              start={start}
              schema={schema.data}
              secretsOf={id}
              submitLabel={t("form.save")}
              save={(values, forms) => changeConnection(id, changeOf(values, start, forms))}
              savedText={(name) => t("form.saved", { name })}
            />
          </Tabs.Panel>
          <Tabs.Panel value="access" keepMounted={false}>
            <WhoMayUse object={{ kind: "connection", identifier: id }} />
          </Tabs.Panel>
          <Tabs.Panel value="sharing" keepMounted={false}>
            <SharingProfiles connection={id} />
          </Tabs.Panel>
        </Tabs>
      )}
    </FormPage>
  );
}

/** The list from which the form was opened: people's own, or that of the administration. */
function useOrigin(): "/" | "/settings/connections" {
  return useLocation().pathname.startsWith("/settings") ? "/settings/connections" : "/";
}

interface FormPageProps {
  readonly heading: string;
  readonly queries: readonly { readonly isError: boolean; readonly error: unknown; readonly refetch: () => unknown }[];
  /** Whether all that the page shows has arrived. */
  readonly isReady: boolean;
  readonly children: ReactNode;
}

function FormPage({ heading, queries, isReady, children }: FormPageProps): ReactElement {
  const { t } = useTranslation();
  const origin = useOrigin();
  const failed = queries.find((query) => query.isError);
  return (
    <div className={classes.page}>
      <TextLink to={origin} size="sm" className={classes.back}>
        <IconChevronLeft size={16} aria-hidden />
        {t("form.back")}
      </TextLink>
      <Title order={1} fz="h2" mt={4} mb="lg" className={classes.title}>
        {heading}
      </Title>
      {failed ? (
        <ErrorAlert title={t("form.failedLoad")} error={failed.error} onRetry={failed.refetch} />
      ) : isReady ? (
        children
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

interface SavingFormProps {
  readonly start: FormStart;
  readonly schema: Schema;
  readonly secretsOf: string | undefined;
  readonly isNew?: boolean;
  readonly submitLabel: string;
  readonly save: (values: FormValues, schema: Schema) => Promise<void>;
  readonly savedText: (name: string) => string;
}

/** The form, and the way back when it has been saved. */
function SavingForm({ save, savedText, isNew = false, ...props }: SavingFormProps): ReactElement {
  const schema = schemaFor(props.start.protocol, props.schema);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const origin = useOrigin();
  const onSaved = async (name: string) => {
    await refreshConnections(queryClient);
    await navigate({ to: origin, ignoreBlocker: true });
    notifications.show({ message: savedText(name) });
  };
  return (
    <ConnectionForm
      {...props}
      isNew={isNew}
      origin={origin}
      schema={schema}
      save={(values) => save(values, schema)}
      onSaved={onSaved}
    />
  );
}
