import { Modal, Stack, Text, Textarea } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation } from "@tanstack/react-query";
import type { ReactElement, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useRefusals } from "../../shell/use-refusals.ts";
import { DialogEnd } from "../dialog-end.tsx";

interface ReasonDialogProps {
  readonly title: string;
  readonly text: string;
  readonly action: string;
  /** Does it; what it throws is shown. */
  readonly onConfirm: (reason: string) => Promise<void>;
  readonly onClose: () => void;
  /** Further inputs, above the reason. */
  readonly children?: ReactNode;
  /** Whether they are right; they say themselves what is not. */
  readonly check?: () => boolean;
}

/** Asks for the reason of something that is kept together with it. */
export function ReasonDialog(props: ReasonDialogProps): ReactElement {
  const { title, text, action, onConfirm, onClose, children, check } = props;
  const { t } = useTranslation("hoursKeeping");
  const { t: tApp } = useTranslation();
  const refusals = useRefusals();
  const form = useForm({
    initialValues: { reason: "" },
    validate: { reason: (reason) => (reason.trim() === "" ? t("reason.missing") : null) },
  });
  const doing = useMutation({ mutationFn: () => onConfirm(form.values.reason.trim()), onSuccess: onClose });
  const submit = form.onSubmit(
    () => (check?.() === false ? refusals.refuse() : doing.mutate()),
    () => {
      check?.();
      refusals.refuse();
    },
  );
  return (
    <Modal opened onClose={onClose} size={480} title={title} closeButtonProps={{ "aria-label": tApp("common.close") }}>
      <form ref={refusals.form} onSubmit={submit} noValidate>
        <Stack>
          <Text size="sm">{text}</Text>
          {children}
          <Textarea
            label={t("reason.label")}
            description={t("reason.help")}
            autosize
            minRows={2}
            maxLength={1000}
            required
            data-autofocus={children === undefined || undefined}
            {...form.getInputProps("reason")}
          />
          <DialogEnd doing={doing} action={action} onClose={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}
