import { IconDeviceDesktop, IconDeviceDesktopOff } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { Connection } from "../api/types.ts";
import { ConnectionMenu } from "./connection-menu.tsx";
import classes from "./home.module.css";
import { relativeTime } from "./relative-time.ts";

/** One connection: a link that opens its desktop, and a menu of what else can be done with it. */
export function ConnectionCard({ connection }: { connection: Connection }): ReactElement {
  const isSupported = connection.protocol === "rdp";
  return (
    <div className={classes.card} data-unsupported={isSupported ? undefined : true}>
      <span className={classes.icon} aria-hidden="true">
        {isSupported ? <IconDeviceDesktop size={24} stroke={1.6} /> : <IconDeviceDesktopOff size={24} stroke={1.6} />}
      </span>
      <div className={classes.text}>
        {isSupported ? (
          <Link
            to="/desktop/$id"
            params={{ id: connection.identifier }}
            className={classes.name}
            title={connection.name}
            data-card
          >
            {connection.name}
          </Link>
        ) : (
          <span className={classes.name} title={connection.name}>
            {connection.name}
          </span>
        )}
        <Status connection={connection} isSupported={isSupported} />
      </div>
      <ConnectionMenu connection={connection} isSupported={isSupported} />
    </div>
  );
}

function Status({ connection, isSupported }: { connection: Connection; isSupported: boolean }): ReactElement {
  const { t, i18n } = useTranslation();
  const { protocol, activeConnections, lastActive } = connection;
  if (!isSupported)
    return <span className={classes.status}>{t("home.protocol", { protocol: protocol.toUpperCase() })}</span>;
  if (activeConnections > 0) {
    return (
      <span className={classes.status} data-active>
        {t("home.inUse")}
      </span>
    );
  }
  const when = lastActive == null ? undefined : relativeTime(lastActive, Date.now(), i18n.language);
  return (
    <span className={classes.status}>{when === undefined ? t("home.neverUsed") : t("home.lastUsed", { when })}</span>
  );
}
