import { Button, EmptyState, Group, Title, VisuallyHidden } from "@mantine/core";
import { IconDeviceDesktopPlus, IconPlus, IconSearchOff } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { type ReactElement, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { mayCreateConnections } from "../api/permissions.ts";
import { permissionsQuery, recentQuery, treeQuery } from "../api/queries.ts";
import { ErrorAlert } from "../shell/error-alert.tsx";
import { LinkButton } from "../shell/links.tsx";
import { usePageTitle } from "../shell/page-title.ts";
import { desktopCount, recentConnections, searchSections, sectionsOf } from "./connection-list.ts";
import { ConnectionSections, LoadingSections } from "./connection-sections.tsx";
import classes from "./home.module.css";
import { SearchField } from "./search-field.tsx";
import { useGridKeys } from "./use-grid-keys.ts";

/** The connections that the person may open. */
export function HomePage(): ReactElement {
  const { t } = useTranslation();
  usePageTitle(t("title.home"));
  const permissions = useQuery(permissionsQuery).data;
  const mayCreate = permissions !== undefined && mayCreateConnections(permissions);
  return (
    <>
      <Group justify="space-between" mb="lg" wrap="nowrap">
        <Title order={1} className={classes.title}>
          {t("home.title")}
        </Title>
        {mayCreate && (
          <LinkButton to="/connections/new" leftSection={<IconPlus size={18} />}>
            {t("home.add")}
          </LinkButton>
        )}
      </Group>
      <Connections mayCreate={mayCreate} />
    </>
  );
}

function Connections({ mayCreate }: { mayCreate: boolean }): ReactElement {
  const { t } = useTranslation();
  const tree = useQuery(treeQuery);
  const recent = useQuery(recentQuery).data ?? [];
  const [search, setSearch] = useState("");
  const wanted = search.trim();
  const searchField = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  useGridKeys(list, searchField);

  if (tree.isPending) return <LoadingSections />;
  if (tree.isError) return <ErrorAlert title={t("home.failedTitle")} error={tree.error} onRetry={tree.refetch} />;

  const sections = sectionsOf(tree.data);
  if (sections.length === 0) return <NoConnections mayCreate={mayCreate} />;
  const found = searchSections(sections, wanted);
  const count = desktopCount(found);
  return (
    <div ref={list}>
      <SearchField ref={searchField} value={search} onChange={setSearch} />
      <VisuallyHidden role="status">{wanted !== "" && t("home.found", { count })}</VisuallyHidden>
      {count === 0 ? (
        <EmptyState
          icon={<IconSearchOff />}
          title={t("home.nothingTitle")}
          description={t("home.nothing", { search: wanted })}
          withIndicatorBackground
          py={64}
        >
          <EmptyState.Actions>
            <Button variant="default" onClick={() => setSearch("")}>
              {t("home.clear")}
            </Button>
          </EmptyState.Actions>
        </EmptyState>
      ) : (
        <ConnectionSections recent={wanted === "" ? recentConnections(sections, recent) : []} sections={found} />
      )}
    </div>
  );
}

function NoConnections({ mayCreate }: { mayCreate: boolean }): ReactElement {
  const { t } = useTranslation();
  return (
    <EmptyState
      icon={<IconDeviceDesktopPlus />}
      title={t("home.emptyTitle")}
      description={mayCreate ? t("home.emptyCreate") : t("home.emptyAsk")}
      withIndicatorBackground
      size="lg"
      py={80}
    >
      {mayCreate && (
        <EmptyState.Actions>
          <LinkButton to="/connections/new">{t("form.new")}</LinkButton>
        </EmptyState.Actions>
      )}
    </EmptyState>
  );
}
