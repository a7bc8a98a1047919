import { Button } from "@mantine/core";
import { IconDownload } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { csvAddress } from "../api/activity.ts";
import type { ListQuery } from "../api/lists.ts";

/** Downloads the whole of a list, as it is filtered, as CSV. @param list such as `history/connections` */
export function DownloadButton({ list, query }: { list: string; query: ListQuery }): ReactElement {
  const { t, i18n } = useTranslation("activity");
  return (
    <Button
      component="a"
      href={csvAddress(list, query, i18n.language)}
      download
      variant="default"
      leftSection={<IconDownload size={16} />}
    >
      {t("download")}
    </Button>
  );
}
