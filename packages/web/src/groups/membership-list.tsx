import { ActionIcon, Skeleton, Text } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { type Membership, membershipQuery } from "../api/groups.ts";
import type { Subject } from "../api/permissions.ts";
import { userGroupChoices } from "../permissions/choices.ts";
import { GrantForm } from "../permissions/grant-form.tsx";
import { ErrorAlert } from "../shell/error-alert.tsx";
import { TextLink } from "../shell/links.tsx";
import classes from "../users/users.module.css";
import { useMembershipChange } from "./use-membership-change.ts";

interface MembershipListProps {
  readonly subject: Subject;
  /** The groups that it is in, or the groups that are in it. */
  readonly membership: Exclude<Membership, "memberUsers">;
  readonly mayChange: boolean;
}

/** The groups that a user or group is directly in, or that are in a group; added and removed one by one or many at once. */
export function MembershipList({ subject, membership, mayChange }: MembershipListProps): ReactElement {
  const { t } = useTranslation("users");
  const groups = useQuery(membershipQuery(subject, membership));
  const change = useMembershipChange(subject, membership);
  return (
    <>
      {mayChange && (
        <GrantForm
          label={t(`membership.${membership}.add`)}
          placeholder={t("membership.placeholder")}
          action={t("membership.add")}
          source={userGroupChoices}
          isPending={change.isPending}
          onSubmit={(picked) => change.mutateAsync({ op: "add", names: picked.map((choice) => choice.value) })}
        />
      )}
      {change.isError && <ErrorAlert title={t("membership.failed")} error={change.error} />}
      {groups.isError && <ErrorAlert error={groups.error} onRetry={groups.refetch} />}
      {groups.isPending && <Skeleton height={40} />}
      {groups.data?.length === 0 && (
        <Text size="sm" c="dimmed">
          {t(`membership.${membership}.none`)}
        </Text>
      )}
      <ul className={classes.items}>
        {groups.data?.map((name) => (
          <li key={name} className={classes.item}>
            <TextLink to="/settings/groups/$name" params={{ name }} size="sm">
              {name}
            </TextLink>
            {mayChange && (
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={t("membership.remove", { name })}
                disabled={change.isPending}
                onClick={() => change.mutate({ op: "remove", names: [name] })}
              >
                <IconX size={16} />
              </ActionIcon>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
