import { Tabs } from "@mantine/core";
import { useSuspenseQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { PageHeading } from "../administration/page-heading.tsx";
import { isAdministrator } from "../api/permissions.ts";
import { permissionsQuery } from "../api/queries.ts";
import { ExportPanel } from "./export-panel.tsx";
import { FileImportPanel } from "./file-import-panel.tsx";
import { GuacamoleImportPanel } from "./guacamole-import-panel.tsx";

/** Brings connections in from files and other installations, and takes them out into files. */
export function ExchangePage(): ReactElement {
  const { t } = useTranslation("exchange");
  const permissions = useSuspenseQuery(permissionsQuery).data;
  return (
    <>
      <PageHeading title={t("title")} />
      <Tabs defaultValue="file">
        <Tabs.List mb="lg">
          <Tabs.Tab value="file">{t("tabs.file")}</Tabs.Tab>
          {isAdministrator(permissions) && <Tabs.Tab value="guacamole">{t("tabs.guacamole")}</Tabs.Tab>}
          <Tabs.Tab value="export">{t("tabs.export")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="file">
          <FileImportPanel />
        </Tabs.Panel>
        {isAdministrator(permissions) && (
          <Tabs.Panel value="guacamole">
            <GuacamoleImportPanel />
          </Tabs.Panel>
        )}
        <Tabs.Panel value="export">
          <ExportPanel />
        </Tabs.Panel>
      </Tabs>
    </>
  );
}
