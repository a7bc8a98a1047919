import { UnstyledButton } from "@mantine/core";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import classes from "./files.module.css";

interface BreadcrumbsProps {
  readonly path: string;
  readonly onOpen: (path: string) => void;
}

/** The folders above the one that is shown. */
export function Breadcrumbs({ path, onOpen }: BreadcrumbsProps): ReactElement {
  const { t } = useTranslation("files");
  const names = path === "" ? [] : path.split("/");
  return (
    <nav aria-label={t("path")}>
      <ol className={classes.path}>
        <li>
          <UnstyledButton className={classes.pathName} onClick={() => onOpen("")}>
            {t("root")}
          </UnstyledButton>
        </li>
        {names.map((name, index) => {
          const target = names.slice(0, index + 1).join("/");
          return (
            <li key={target}>
              <UnstyledButton
                className={classes.pathName}
                aria-current={target === path ? "page" : undefined}
                onClick={() => onOpen(target)}
              >
                {name}
              </UnstyledButton>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
