import { Checkbox, Skeleton } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { directPermissionsQuery, effectivePermissionsQuery, patchPermissions, systemPatch } from "../api/access.ts";
import { isAdministrator, type Subject, systemPermissions } from "../api/permissions.ts";
import { permissionsQuery } from "../api/queries.ts";
import { ErrorAlert } from "../shell/error-alert.tsx";
import classes from "./permissions.module.css";

/** The rights of a user or a group that are about no object; only administrators change them. */
export function SystemRights({ subject }: { subject: Subject }): ReactElement {
  const { t } = useTranslation("users");
  const client = useQueryClient();
  const own = useQuery(permissionsQuery).data;
  const direct = useQuery(directPermissionsQuery(subject));
  const effective = useQuery({ ...effectivePermissionsQuery(subject.name), enabled: subject.kind === "user" });
  const change = useMutation({
    mutationFn: ({ right, isGranted }: { right: string; isGranted: boolean }) =>
      patchPermissions(subject, [systemPatch(isGranted ? "add" : "remove", right)]),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ["access"] });
      await client.invalidateQueries({ queryKey: ["permissions"] });
    },
  });
  if (direct.isError) return <ErrorAlert error={direct.error} onRetry={direct.refetch} />;
  if (direct.isPending) return <Skeleton height={200} />;
  const mayChange = own !== undefined && isAdministrator(own) && !change.isPending;
  return (
    <div className={classes.options}>
      {change.isError && <ErrorAlert title={t("access.failed")} error={change.error} />}
      {systemPermissions.map((right) => {
        const isDirect = direct.data.systemPermissions.includes(right);
        const isInherited = !isDirect && (effective.data?.systemPermissions.includes(right) ?? false);
        return (
          <Checkbox
            key={right}
            label={t(`system.${right}`)}
            description={isInherited ? t("access.inherited") : t(`systemHelp.${right}`)}
            checked={isDirect}
            indeterminate={isInherited}
            disabled={!mayChange}
            onChange={(event) => change.mutate({ right, isGranted: event.currentTarget.checked })}
          />
        );
      })}
    </div>
  );
}
