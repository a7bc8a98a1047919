import { Button } from "@mantine/core";
import { IconDownload, IconExternalLink, IconPrinter } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { PrintAction } from "./print-actions.ts";
import classes from "./prints.module.css";

const ACTIONS = { open: IconExternalLink, download: IconDownload, print: IconPrinter } as const;

interface PrintButtonsProps {
  /** What the print is called, for those who do not see where the buttons stand. */
  readonly name: string;
  readonly onAction: (action: PrintAction) => void;
}

/** What can be done with a print that is ready. */
export function PrintButtons({ name, onAction }: PrintButtonsProps): ReactElement {
  const { t } = useTranslation("prints");
  return (
    <div className={classes.buttons}>
      {(Object.keys(ACTIONS) as PrintAction[]).map((action) => {
        const ActionSign = ACTIONS[action];
        return (
          <Button
            key={action}
            variant="default"
            size="compact-xs"
            leftSection={<ActionSign size={14} aria-hidden />}
            aria-label={t(`actionOf.${action}`, { name })}
            onClick={() => onAction(action)}
          >
            {t(`action.${action}`)}
          </Button>
        );
      })}
    </div>
  );
}
