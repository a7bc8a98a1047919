import { Button, NativeSelect, Text } from "@mantine/core";
import { IconLink } from "@tabler/icons-react";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { makeLink, type SharingChoice, sharingQuery } from "../../api/session-sharing.ts";
import { ErrorAlert } from "../../shell/error-alert.tsx";
import { rememberLink } from "./link-addresses.ts";

/** Minutes for which a link can hold; undefined: as long as the session. */
const DURATIONS = { quarterHour: 15, hour: 60, fourHours: 240, eightHours: 480, always: undefined } as const;
type Duration = keyof typeof DURATIONS;

interface NewLinkProps {
  readonly session: string;
  /** At least one. */
  readonly profiles: readonly SharingChoice[];
}

/** Makes a link to the desktop. */
export function NewLink({ session, profiles }: NewLinkProps): ReactElement {
  const { t } = useTranslation("sharing");
  const queryClient = useQueryClient();
  const [identifier, setIdentifier] = useState<string>();
  const [duration, setDuration] = useState<Duration>("hour");
  const profile = profiles.find((profile) => profile.identifier === identifier) ?? profiles[0];
  const making = useMutation({
    mutationFn: async (profile: string) => {
      const { id, key } = await makeLink(session, profile, DURATIONS[duration]);
      rememberLink(id, key);
    },
    onSettled: () => queryClient.invalidateQueries(sharingQuery(session)),
  });

  function submit(event: FormEvent): void {
    event.preventDefault();
    if (profile) making.mutate(profile.identifier);
  }

  return (
    <form onSubmit={submit}>
      <NativeSelect
        size="sm"
        label={t("profile")}
        value={profile?.identifier}
        data={profiles.map(({ identifier, name }) => ({ value: identifier, label: name }))}
        onChange={(event) => setIdentifier(event.currentTarget.value)}
      />
      {profile && <Allowed profile={profile} />}
      <NativeSelect
        size="sm"
        mt="sm"
        label={t("duration.label")}
        value={duration}
        data={(Object.keys(DURATIONS) as Duration[]).map((value) => ({ value, label: t(`duration.${value}`) }))}
        onChange={(event) => setDuration(event.currentTarget.value as Duration)}
      />
      <Button type="submit" size="sm" mt="md" leftSection={<IconLink size={18} />} loading={making.isPending}>
        {t("make")}
      </Button>
      <div role="status">
        {making.isSuccess && (
          <Text size="sm" mt="sm">
            {t("made")}
          </Text>
        )}
      </div>
      {making.isError && <ErrorAlert error={making.error} />}
    </form>
  );
}

/** What the guests of a profile may do, in words. */
function Allowed({ profile: { readOnly, copy, paste } }: { readonly profile: SharingChoice }): ReactElement {
  const { t } = useTranslation("sharing");
  const texts = [
    t(readOnly ? "may.look" : "may.work"),
    t(copy ? "may.copy" : "may.noCopy"),
    !readOnly && t(paste ? "may.paste" : "may.noPaste"),
  ];
  return (
    <Text size="xs" c="dimmed" mt={6}>
      {texts.filter(Boolean).join(" ")}
    </Text>
  );
}
