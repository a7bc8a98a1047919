import { Modal, Skeleton, Stack } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { schemaQuery } from "../../api/queries.ts";
import { ErrorAlert } from "../../shell/error-alert.tsx";
import { BulkEditForm } from "./bulk-edit-form.tsx";
import { comparedAtMost, fetchCompared } from "./common-values.ts";

interface BulkEditDialogProps {
  readonly identifiers: readonly string[];
  readonly onClose: () => void;
  readonly onChanged: (() => void) | undefined;
}

/** Gives many connections the same values in the fields that are picked, and leaves all others. */
export function BulkEditDialog({ identifiers, onClose, onChanged }: BulkEditDialogProps): ReactElement {
  const { t } = useTranslation("connections");
  const { t: app } = useTranslation();
  const schema = useQuery(schemaQuery);
  const isCompared = identifiers.length <= comparedAtMost;
  const stored = useQuery({
    queryKey: ["connections", "compared", identifiers],
    queryFn: () => fetchCompared(identifiers),
    enabled: isCompared,
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const failed = [schema, stored].find((query) => query.isError);
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t("bulk.title", { count: identifiers.length })}
      closeButtonProps={{ "aria-label": app("common.close") }}
    >
      {failed ? (
        <ErrorAlert title={t("failed")} error={failed.error} onRetry={failed.refetch} />
      ) : schema.data && (stored.data || !isCompared) ? (
        <BulkEditForm
          identifiers={identifiers}
          schema={schema.data}
          stored={stored.data}
          onClose={onClose}
          onChanged={onChanged}
        />
      ) : (
        <Stack aria-busy="true">
          <Skeleton height={60} />
          <Skeleton height={60} />
        </Stack>
      )}
    </Modal>
  );
}
