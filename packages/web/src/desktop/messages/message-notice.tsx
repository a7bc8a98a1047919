import { CloseButton } from "@mantine/core";
import { IconMessage } from "@tabler/icons-react";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import classes from "./message-notice.module.css";

interface MessageNoticeProps {
  readonly messages: readonly string[];
  /** The person has read the first one. */
  readonly onClose: () => void;
}

/** What an administrator has to say, one text after the other, over a desktop in which work goes on. */
export function MessageNotice({ messages, onClose }: MessageNoticeProps): ReactElement | null {
  const { t } = useTranslation("desktop");
  const [text] = messages;
  if (text === undefined) return null;
  return (
    <section className={classes.notice} role="status" aria-label={t("message.title")}>
      <IconMessage className={classes.icon} size={22} aria-hidden />
      <div>
        <strong>{t("message.title")}</strong>
        {messages.length > 1 && (
          <span className={classes.more}>{t("message.more", { count: messages.length - 1 })}</span>
        )}
        <p className={classes.text}>{text}</p>
      </div>
      {/* The keyboard stays with the desktop. */}
      <CloseButton aria-label={t("message.close")} onMouseDown={(event) => event.preventDefault()} onClick={onClose} />
    </section>
  );
}
