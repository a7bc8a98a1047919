import { Modal, Radio, Stack } from "@mantine/core";
import { useForm } from "@mantine/form";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { giveRole, type HoursRole } from "../api/hours-planning.ts";
import { holderChoices, subjectOf, userGroupChoices } from "../permissions/choices.ts";
import { useRefusals } from "../shell/use-refusals.ts";
import { DialogEnd } from "./dialog-end.tsx";
import { HolderSelect } from "./holder-select.tsx";

/** Makes somebody leader of a team, or clerk of all. */
export function RoleDialog({ onClose }: { onClose: () => void }): ReactElement {
  const { t } = useTranslation("hoursKeeping");
  const { t: tApp } = useTranslation();
  const queryClient = useQueryClient();
  const refusals = useRefusals();
  const form = useForm({
    initialValues: { holder: null as string | null, role: "leader" as HoursRole["role"], team: null as string | null },
    validate: {
      holder: (holder) => (holder === null ? t("holder.missing") : null),
      team: (team, { role }) => (role === "leader" && team === null ? t("roles.teamMissing") : null),
    },
  });
  const { holder, role, team } = form.values;
  const giving = useMutation({
    mutationFn: async () => {
      if (holder === null) return;
      const whose = subjectOf({ value: holder, label: "" });
      await giveRole({ holder: whose, role, team: role === "leader" ? team : null });
      await queryClient.invalidateQueries({ queryKey: ["hours"] });
    },
    onSuccess: onClose,
  });
  return (
    <Modal opened onClose={onClose} title={t("roles.add")} closeButtonProps={{ "aria-label": tApp("common.close") }}>
      <form ref={refusals.form} onSubmit={form.onSubmit(() => giving.mutate(), refusals.refuse)} noValidate>
        <Stack>
          <HolderSelect
            label={t("holder.heading")}
            source={holderChoices}
            value={holder}
            onChange={(value) => form.setFieldValue("holder", value)}
            error={form.errors.holder as string | undefined}
          />
          <Radio.Group label={t("roles.role")} {...form.getInputProps("role")}>
            <Stack gap="xs" mt="xs">
              <Radio value="leader" label={t("roles.leader")} description={t("roles.leaderHelp")} />
              <Radio value="clerk" label={t("roles.clerk")} description={t("roles.clerkHelp")} />
            </Stack>
          </Radio.Group>
          {role === "leader" && (
            <HolderSelect
              label={t("roles.team")}
              source={userGroupChoices}
              value={team}
              onChange={(value) => form.setFieldValue("team", value)}
              error={form.errors.team as string | undefined}
            />
          )}
          <DialogEnd doing={giving} action={t("roles.give")} onClose={onClose} />
        </Stack>
      </form>
    </Modal>
  );
}
