import { Button } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { PageHeading } from "../administration/page-heading.tsx";
import { type Ban, fetchBans, liftBan } from "../api/activity.ts";
import { ErrorAlert } from "../shell/error-alert.tsx";
import { formatMoment } from "../shell/moment.ts";
import type { Column } from "../table/columns.ts";
import { useAddressedList } from "../table/list-state.ts";
import { ServerTable } from "../table/server-table.tsx";

/** Who guessed passwords wrong, and is kept out for a while. */
export function BansPage(): ReactElement {
  const { t, i18n } = useTranslation("activity");
  const state = useAddressedList("-lastFailure");
  const queryClient = useQueryClient();
  const lifting = useMutation({
    mutationFn: liftBan,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ["bans"] }),
  });
  const columns: readonly Column<Ban>[] = [
    { key: "name", heading: t("bans.name"), isSortable: true, render: (ban) => ban.name },
    { key: "kind", heading: t("bans.kind"), isSecondary: true, render: (ban) => t(`bans.${ban.kind}`) },
    {
      key: "failures",
      heading: t("bans.failures"),
      isSortable: true,
      isSecondary: true,
      render: (ban) => ban.failures,
    },
    {
      key: "lastFailure",
      heading: t("bans.lastFailure"),
      isSortable: true,
      isSecondary: true,
      render: (ban) => formatMoment(ban.lastFailure, i18n.language),
    },
    {
      key: "until",
      heading: t("bans.until"),
      isSortable: true,
      render: (ban) => (ban.until === null ? t("bans.notNow") : formatMoment(ban.until, i18n.language)),
    },
  ];
  return (
    <>
      <PageHeading title={t("bans.title")} />
      {lifting.isError && <ErrorAlert error={lifting.error} />}
      <ServerTable
        label={t("bans.title")}
        state={state}
        queryKey={["bans"]}
        fetch={fetchBans}
        columns={columns}
        keyOf={(ban) => `${ban.kind} ${ban.name}`}
        nameOf={(ban) => ban.name}
        searchLabel={t("bans.search")}
        emptyTitle={t("bans.empty")}
        emptyText={t("bans.emptyText")}
        rowMenu={(ban) => (
          <Button
            size="compact-sm"
            variant="default"
            disabled={lifting.isPending}
            aria-label={t("bans.liftOne", { name: ban.name })}
            onClick={() => lifting.mutate(ban)}
          >
            {t("bans.lift")}
          </Button>
        )}
      />
    </>
  );
}
