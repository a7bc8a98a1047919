import { Notifications } from "@mantine/notifications";
import { Link, Outlet } from "@tanstack/react-router";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { usePreferences } from "../account/use-preferences.ts";
import { About } from "./about.tsx";
import { BrandMark } from "./brand.tsx";
import classes from "./shell.module.css";
import { UserMenu } from "./user-menu.tsx";

/** The frame around the pages of people who are signed in, except the desktop, which has the window to itself. */
export function Shell(): ReactElement {
  const { t } = useTranslation();
  usePreferences();
  const skip = () => document.getElementById("content")?.focus();
  return (
    <div className={classes.shell}>
      <button type="button" className={classes.skip} onClick={skip}>
        {t("shell.skip")}
      </button>
      <header className={classes.header}>
        <div className={classes.bar}>
          <Link to="/" className={classes.brand} aria-label={t("shell.home")}>
            <BrandMark size={30} />
            Passerelle
          </Link>
          <UserMenu />
        </div>
      </header>
      <main id="content" className={classes.content} tabIndex={-1}>
        <Outlet />
      </main>
      <About />
      <Notifications position="bottom-center" />
    </div>
  );
}
