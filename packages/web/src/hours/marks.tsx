import { Badge, Group } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Figures } from "../api/hours.ts";

interface MarksProps {
  readonly figures: Pick<Figures, "live" | "doubtful">;
}

/** What figures do not say: sessions that still count on, and those that do not count yet. */
export function Marks({ figures: { live, doubtful } }: MarksProps): ReactElement | null {
  const { t } = useTranslation("hours");
  if (live === 0 && doubtful === 0) return null;
  return (
    <Group gap={4} wrap="nowrap" component="span">
      {live > 0 && (
        <Badge component="span" variant="light" color="green" tt="none" flex="none" title={t("marks.liveText")}>
          {t("marks.live", { count: live })}
        </Badge>
      )}
      {doubtful > 0 && (
        <Badge component="span" variant="light" color="yellow" tt="none" flex="none" title={t("marks.doubtfulText")}>
          {t("marks.doubtful", { count: doubtful })}
        </Badge>
      )}
    </Group>
  );
}
