import { IconDevices } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { ConnectionGroup } from "../api/types.ts";
import classes from "./home.module.css";

/** One balancing group: a link that opens the desktop which it chooses. */
export function GroupCard({ group }: { group: ConnectionGroup }): ReactElement {
  const { t } = useTranslation();
  const isActive = group.activeConnections > 0;
  return (
    <div className={classes.card}>
      <span className={classes.icon} aria-hidden="true">
        <IconDevices size={24} stroke={1.6} />
      </span>
      <div className={classes.text}>
        <Link
          to="/desktop/group/$id"
          params={{ id: group.identifier }}
          className={classes.name}
          title={group.name}
          data-card
        >
          {group.name}
        </Link>
        <span className={classes.status} data-active={isActive || undefined}>
          {isActive ? t("home.balancingInUse", { count: group.activeConnections }) : t("home.balancing")}
        </span>
      </div>
    </div>
  );
}
