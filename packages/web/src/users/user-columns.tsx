import { Text } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { UserItem } from "../api/users.ts";
import { relativeTime } from "../home/relative-time.ts";
import { formatMoment } from "../shell/moment.ts";
import type { Column } from "../table/columns.ts";
import { RowLink } from "../table/row-link.tsx";
import { UserState } from "./user-state.tsx";
import classes from "./users.module.css";

/** The columns of a list of users. */
export function useUserColumns(): readonly Column<UserItem>[] {
  const { t } = useTranslation("users");
  return [
    {
      key: "username",
      heading: t("field.username"),
      isSortable: true,
      render: ({ username }) => (
        <RowLink to="/settings/users/$name" params={{ name: username }}>
          {username}
        </RowLink>
      ),
    },
    {
      key: "fullName",
      heading: t("field.fullName"),
      isSortable: true,
      isSecondary: true,
      render: (user) => user.fullName,
    },
    {
      key: "organization",
      heading: t("field.organization"),
      isSortable: true,
      isSecondary: true,
      render: (user) => user.organization,
    },
    {
      key: "lastActive",
      heading: t("list.lastActive"),
      isSortable: true,
      isSecondary: true,
      render: (user) => <Activity user={user} />,
    },
    {
      key: "secondFactors",
      heading: t("list.secondFactors"),
      isSecondary: true,
      render: (user) => user.secondFactors.map((factor) => t(`factor.${factor}`)).join(", "),
    },
    { key: "state", heading: t("list.state"), render: (user) => <State user={user} /> },
  ];
}

function Activity({ user: { online, lastActive } }: { user: UserItem }): ReactElement {
  const { t, i18n } = useTranslation("users");
  if (online) return <span className={classes.online}>{t("list.online")}</span>;
  if (lastActive === null)
    return (
      <Text span size="sm" c="dimmed">
        {t("list.never")}
      </Text>
    );
  return (
    <time dateTime={new Date(lastActive).toISOString()} title={formatMoment(lastActive, i18n.language)}>
      {relativeTime(lastActive, Date.now(), i18n.language)}
    </time>
  );
}

function State({ user }: { user: UserItem }): ReactElement {
  return <UserState account={{ ...user, mustChange: user.expired === true }} />;
}
