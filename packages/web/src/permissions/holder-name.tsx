import { IconUser, IconUsersGroup } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Subject } from "../api/permissions.ts";
import { RowLink } from "../table/row-link.tsx";
import classes from "./permissions.module.css";

/** A user or a group as the first cell of a row, with a link to its page. */
export function HolderName({ holder: { kind, name } }: { holder: Subject }): ReactElement {
  const { t } = useTranslation("users");
  const isUser = kind === "user";
  const Icon = isUser ? IconUser : IconUsersGroup;
  return (
    <span className={classes.object}>
      <Icon size={18} role="img" aria-label={t(`kind.${kind}`)} />
      <RowLink to={isUser ? "/settings/users/$name" : "/settings/groups/$name"} params={{ name }}>
        {name}
      </RowLink>
    </span>
  );
}
