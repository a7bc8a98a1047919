import { Skeleton, Text } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { ErrorAlert } from "../../shell/error-alert.tsx";
import type { SessionClient } from "../session-client.ts";
import { useSessionState } from "../use-session.ts";
import { GuestList } from "./guest-list.tsx";
import { LinkList } from "./link-list.tsx";
import { NewLink } from "./new-link.tsx";
import { useSharing } from "./use-sharing.ts";

/** With whom this desktop is shared: links to it, and who is there by them. */
export function SharingSection({ client }: { readonly client: SessionClient }): ReactElement {
  const { t } = useTranslation("sharing");
  const { session = "" } = useSessionState(client);
  const { data, error, refetch } = useSharing(client);
  if (!data) return error ? <ErrorAlert error={error} onRetry={refetch} /> : <Skeleton height={80} />;
  const { profiles, links, guests } = data;
  const isShared = links.length + guests.length > 0;
  if (profiles.length === 0 && !isShared) return <Text size="sm">{t("none")}</Text>;
  return (
    <>
      <Text size="sm">{t(profiles.length > 0 ? "about" : "none")}</Text>
      {profiles.length > 0 && <NewLink session={session} profiles={profiles} />}
      <LinkList session={session} links={links} />
      <GuestList session={session} guests={guests} />
    </>
  );
}
