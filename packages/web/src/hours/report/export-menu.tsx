import { Button, Menu } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { exportAddress, exportFormats, type ReportQuery } from "../../api/hours.ts";

/** Downloads what the page shows. */
export function ExportMenu({ query }: { query: ReportQuery }): ReactElement {
  const { t, i18n } = useTranslation("hours");
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default" leftSection={<IconDownload size={16} />}>
          {t("report.export")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {exportFormats.map((format) => (
          <Menu.Item key={format} component="a" href={exportAddress(query, format, i18n.language)} download>
            {t(`report.formats.${format}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
