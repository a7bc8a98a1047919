import "./administration-styles.ts";
import {
  IconClockHour4,
  IconDeviceDesktop,
  IconHistory,
  IconShieldLock,
  IconSitemap,
  IconTransfer,
  IconUser,
  IconUsersGroup,
} from "@tabler/icons-react";
import { useSuspenseQuery } from "@tanstack/react-query";
import { Link, Outlet, useRouter } from "@tanstack/react-router";
import { type ReactElement, useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { permissionsQuery, selfQuery } from "../api/queries.ts";
import classes from "./frame.module.css";
import { sectionsFor } from "./sections.ts";

const icons = {
  users: IconUser,
  groups: IconUsersGroup,
  connections: IconSitemap,
  sessions: IconDeviceDesktop,
  history: IconHistory,
  bans: IconShieldLock,
  audit: IconClockHour4,
  import: IconTransfer,
};

/** The frame of the administration: its parts at the side, one of them beside. */
export function AdministrationFrame(): ReactElement {
  const { t } = useTranslation("administration");
  const { username } = useSuspenseQuery(selfQuery).data;
  const permissions = useSuspenseQuery(permissionsQuery).data;
  const navigation = useRef<HTMLElement>(null);
  const router = useRouter();
  // Where there is little room, the parts stand in a line that scrolls.
  useEffect(() => {
    const reveal = () =>
      navigation.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "nearest" });
    reveal();
    return router.subscribe("onRendered", reveal);
  }, [router]);
  return (
    <div className={classes.frame} data-wide>
      <nav ref={navigation} aria-label={t("navigation")} className={classes.navigation}>
        {sectionsFor(permissions, username).map(({ key, to }) => {
          const Icon = icons[key];
          return (
            <Link key={key} to={to} className={classes.section} activeProps={{ "aria-current": "page" }}>
              <Icon size={18} stroke={1.7} aria-hidden />
              {t(`section.${key}`)}
            </Link>
          );
        })}
      </nav>
      <div className={classes.page}>
        <Outlet />
      </div>
    </div>
  );
}
