import { ActionIcon, Button, Group, Modal, Skeleton, Stack, Switch, Text, TextInput } from "@mantine/core";
import { useForm } from "@mantine/form";
import { IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  createProfile,
  deleteProfile,
  profileParametersQuery,
  profilesQuery,
  type SharingProfile,
  updateProfile,
} from "../api/sharing-profiles.ts";
import { ErrorAlert } from "../shell/error-alert.tsx";
import classes from "./form.module.css";
import { nameProblem } from "./validation.ts";

/** What a profile can keep guests from, by the names of Guacamole's parameters. */
const LIMITS = ["read-only", "disable-copy", "disable-paste"] as const;

type Opened = { readonly what: "new" } | { readonly what: "edit" | "delete"; readonly profile: SharingProfile };

/** The sharing profiles of a connection. */
export function SharingProfiles({ connection }: { connection: string }): ReactElement {
  const { t } = useTranslation("parameters");
  const profiles = useQuery(profilesQuery(connection));
  const [opened, setOpened] = useState<Opened>();
  const close = () => setOpened(undefined);
  return (
    <Stack>
      <Text size="sm" c="dimmed">
        {t("sharing.about")}
      </Text>
      {profiles.isPending && <Skeleton height={80} />}
      {profiles.isError && <ErrorAlert error={profiles.error} onRetry={profiles.refetch} />}
      {profiles.data?.length === 0 && <Text c="dimmed">{t("sharing.empty")}</Text>}
      {profiles.data && profiles.data.length > 0 && (
        <ul className={classes.profiles}>
          {profiles.data.map((profile) => (
            <li key={profile.identifier}>
              <Text span flex={1} fw={600}>
                {profile.name}
              </Text>
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t("sharing.edit", { name: profile.name })}
                onClick={() => setOpened({ what: "edit", profile })}
              >
                <IconPencil size={16} />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="red"
                aria-label={t("sharing.delete", { name: profile.name })}
                onClick={() => setOpened({ what: "delete", profile })}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      <Group>
        <Button variant="default" leftSection={<IconPlus size={16} />} onClick={() => setOpened({ what: "new" })}>
          {t("sharing.add")}
        </Button>
      </Group>
      {opened?.what === "delete" && <DeleteProfile profile={opened.profile} onClose={close} />}
      {opened?.what === "new" && <ProfileDialog connection={connection} onClose={close} />}
      {opened?.what === "edit" && <ProfileDialog connection={connection} profile={opened.profile} onClose={close} />}
    </Stack>
  );
}

interface ProfileDialogProps {
  readonly connection: string;
  /** Undefined for a new one. */
  readonly profile?: SharingProfile;
  readonly onClose: () => void;
}

function ProfileDialog({ connection, profile, onClose }: ProfileDialogProps): ReactElement {
  const { t } = useTranslation("parameters");
  const { t: app } = useTranslation();
  const parameters = useQuery({
    ...profileParametersQuery(profile?.identifier ?? ""),
    enabled: profile !== undefined,
  });
  const isReady = profile === undefined || parameters.data !== undefined;
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(profile ? "sharing.editTitle" : "sharing.add")}
      closeButtonProps={{ "aria-label": app("common.close") }}
    >
      {parameters.isError && <ErrorAlert error={parameters.error} onRetry={parameters.refetch} />}
      {isReady && (
        <ProfileForm
          connection={connection}
          {...(profile && { profile })}
          parameters={parameters.data ?? {}}
          onClose={onClose}
        />
      )}
    </Modal>
  );
}

interface ProfileFormProps extends ProfileDialogProps {
  readonly parameters: Readonly<Record<string, string>>;
}

function ProfileForm({ connection, profile, parameters, onClose }: ProfileFormProps): ReactElement {
  const { t } = useTranslation("parameters");
  const { t: app } = useTranslation();
  const queryClient = useQueryClient();
  const form = useForm({
    initialValues: {
      name: profile?.name ?? "",
      limits: Object.fromEntries(LIMITS.map((limit) => [limit, parameters[limit] === "true"])),
    },
    validate: { name: (name) => nameProblem(app, name.trim()) ?? null },
  });
  const saving = useMutation({
    mutationFn: async ({ name, limits }: typeof form.values) => {
      const draft = {
        name: name.trim(),
        primaryConnectionIdentifier: connection,
        parameters: withLimits(parameters, limits),
        attributes: {},
      };
      await (profile ? updateProfile(profile.identifier, draft) : createProfile(draft));
    },
    onSuccess: onClose,
    onSettled: () => queryClient.invalidateQueries(profilesQuery(connection)),
  });
  return (
    <form onSubmit={form.onSubmit((values) => saving.mutate(values))} noValidate>
      <Stack>
        <TextInput
          label={t("fields.name.label")}
          required
          autoComplete="off"
          data-autofocus
          {...form.getInputProps("name")}
        />
        {LIMITS.map((limit) => (
          <Switch
            key={limit}
            label={t(`fields.${limit}.label`)}
            description={t(`sharing.limits.${limit}`)}
            {...form.getInputProps(`limits.${limit}`, { type: "checkbox" })}
          />
        ))}
        {saving.isError && <ErrorAlert error={saving.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {app("common.cancel")}
          </Button>
          <Button type="submit" loading={saving.isPending}>
            {app("form.save")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** The parameters of a profile with these limits; those that are not known here stay. */
function withLimits(
  parameters: Readonly<Record<string, string>>,
  limits: Readonly<Record<string, boolean>>,
): Record<string, string> {
  const others = Object.entries(parameters).filter(([name]) => !Object.hasOwn(limits, name));
  const chosen = Object.entries(limits).filter(([, isSet]) => isSet);
  return Object.fromEntries([...others, ...chosen.map(([name]) => [name, "true"])]);
}

function DeleteProfile({ profile, onClose }: { profile: SharingProfile; onClose: () => void }): ReactElement {
  const { t } = useTranslation("parameters");
  const { t: app } = useTranslation();
  const queryClient = useQueryClient();
  const deletion = useMutation({
    mutationFn: () => deleteProfile(profile.identifier),
    onSuccess: onClose,
    onSettled: () => queryClient.invalidateQueries(profilesQuery(profile.primaryConnectionIdentifier)),
  });
  return (
    <Modal
      opened
      onClose={onClose}
      title={t("sharing.deleteTitle", { name: profile.name })}
      closeButtonProps={{ "aria-label": app("common.close") }}
    >
      <Stack>
        {deletion.isError && <ErrorAlert error={deletion.error} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {app("common.cancel")}
          </Button>
          <Button color="red" loading={deletion.isPending} onClick={() => deletion.mutate()}>
            {app("connection.deleteConfirm")}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
