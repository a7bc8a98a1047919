import { ActionIcon, Group, NativeSelect, Text } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconChevronsLeft, IconChevronsRight } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { pageSizes } from "./list-search.ts";
import type { ListState } from "./list-state.ts";
import classes from "./table.module.css";

/** Which rows of how many are shown, and the way to the others. */
export function Pager({ state, total }: { state: ListState; total: number }): ReactElement {
  const { t, i18n } = useTranslation("administration");
  const { offset, limit } = state.query;
  const lastOffset = Math.max(0, Math.ceil(total / limit) - 1) * limit;
  const number = (value: number) => value.toLocaleString(i18n.language);
  const steps = [
    { key: "table.firstPage", icon: IconChevronsLeft, offset: 0, isPossible: offset > 0 },
    { key: "table.previousPage", icon: IconChevronLeft, offset: offset - limit, isPossible: offset > 0 },
    { key: "table.nextPage", icon: IconChevronRight, offset: offset + limit, isPossible: offset < lastOffset },
    { key: "table.lastPage", icon: IconChevronsRight, offset: lastOffset, isPossible: offset < lastOffset },
  ] as const;
  return (
    <div className={classes.pager}>
      <Text size="sm" c="dimmed" role="status">
        {t("table.shown", {
          from: number(Math.min(offset + 1, total)),
          to: number(Math.min(offset + limit, total)),
          total: number(total),
        })}
      </Text>
      {total > pageSizes[0] && (
        <Group gap="xs" wrap="nowrap">
          <NativeSelect
            size="xs"
            aria-label={t("table.pageSize")}
            data={pageSizes.map((size) => ({ value: String(size), label: t("table.perPage", { size }) }))}
            value={String(limit)}
            onChange={(event) => state.change({ limit: Number(event.currentTarget.value) })}
          />
          {steps.map(({ key, icon: Icon, offset: to, isPossible }) => (
            <ActionIcon
              key={key}
              variant="default"
              aria-label={t(key)}
              disabled={!isPossible}
              onClick={() => state.change({ offset: Math.max(0, to) })}
            >
              <Icon size={16} />
            </ActionIcon>
          ))}
        </Group>
      )}
    </div>
  );
}
