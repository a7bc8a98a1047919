import { ActionIcon } from "@mantine/core";
import { IconArrowsMove, IconCheck, IconCopy, IconX } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactElement, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Size } from "../display/geometry.ts";
import type { SessionClient } from "../session-client.ts";
import type { SessionState } from "../session-state.ts";
import { bottleneckOf } from "./bottleneck.ts";
import { copyText } from "./copy-text.ts";
import { formatsOf } from "./formats.ts";
import { type CodecRow, codecRows, type Row, sectionsOf } from "./report.ts";
import { reportText } from "./report-text.ts";
import classes from "./stats-overlay.module.css";

/** Where the overlay may lie; it begins above the taskbar's clock. */
const CORNERS = ["bottom-end", "bottom-start", "top-start", "top-end"] as const;
const CONFIRMATION = 2_000;

interface StatsOverlayProps {
  readonly client: SessionClient;
  readonly state: SessionState;
  readonly name: string;
  readonly desktop: Size;
  /** Takes the focus when it appears. */
  readonly takesFocus: boolean;
  readonly onClose: () => void;
}

/** Says in a corner how fast the desktop is, and why not faster. */
export function StatsOverlay({ client, state, name, desktop, takesFocus, onClose }: StatsOverlayProps): ReactElement {
  const { t, i18n } = useTranslation("stats");
  const [corner, setCorner] = useState(0);
  const overlay = useRef<HTMLElement>(null);
  const formats = formatsOf(i18n.language);
  const { figures, roundTrip, bestRoundTrip } = state;

  useEffect(() => {
    client.measure(true);
    return () => client.measure(false);
  }, [client]);
  useEffect(() => {
    if (takesFocus) overlay.current?.querySelector("button")?.focus();
  }, [takesFocus]);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === "Escape") onClose();
  }

  const bottleneck = figures
    ? bottleneckOf({ ...figures, roundTrip, bestRoundTrip, answer: figures.answer?.median })
    : "measuring";
  const sections = figures
    ? sectionsOf({ ...subjectOf(client, desktop), figures, roundTrip, bestRoundTrip }, t, formats)
    : [];
  const codecs = figures ? codecRows(figures) : [];

  return (
    <aside
      ref={overlay}
      className={classes.overlay}
      data-corner={CORNERS[corner]}
      aria-label={t("title")}
      onKeyDown={onKeyDown}
    >
      <header className={classes.header}>
        <strong>{t("title")}</strong>
        <CopyButton text={() => reportText({ connection: name, bottleneck, sections, codecs }, t, formats)} />
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t("move")}
          title={t("move")}
          onClick={() => setCorner((corner + 1) % CORNERS.length)}
        >
          <IconArrowsMove size={16} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="sm"
          aria-label={t("close")}
          title={t("close")}
          onClick={onClose}
        >
          <IconX size={16} aria-hidden />
        </ActionIcon>
      </header>
      <p className={classes.bottleneck} data-bottleneck={bottleneck} role="status">
        {t(`bottleneck.${bottleneck}`)}
      </p>
      {sections.map(({ key, rows }) => (
        <section key={key} aria-label={t(`sections.${key}`)}>
          <h2 className={classes.heading}>{t(`sections.${key}`)}</h2>
          <Rows rows={rows} />
        </section>
      ))}
      {codecs.length > 0 && <Codecs codecs={codecs} share={formats.share} />}
    </aside>
  );
}

function subjectOf(client: SessionClient, desktop: Size) {
  const { canvas, scale } = client;
  const shown = (canvas.getBoundingClientRect().width * devicePixelRatio) / canvas.width;
  return {
    desktop: { ...desktop, scale },
    magnification: Math.round(shown * 100) / 100,
    isEncrypted: location.protocol === "https:",
  };
}

function Rows({ rows }: { rows: readonly Row[] }): ReactElement {
  return (
    <dl className={classes.rows}>
      {rows.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The codecs' shares of the bytes, as a bar and in words. */
function Codecs({ codecs, share }: { codecs: readonly CodecRow[]; share: (value: number) => string }): ReactElement {
  return (
    <div className={classes.codecs}>
      <div className={classes.bar} aria-hidden>
        {codecs.map((codec) => (
          <i key={codec.name} style={{ flexGrow: codec.share }} />
        ))}
      </div>
      <ul className={classes.legend}>
        {codecs.map((codec) => (
          <li key={codec.name}>
            {codec.name} {share(codec.share)}
          </li>
        ))}
      </ul>
    </div>
  );
}

function CopyButton({ text }: { text: () => string }): ReactElement {
  const { t } = useTranslation("stats");
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), CONFIRMATION);
    return () => clearTimeout(timer);
  }, [isCopied]);
  const label = t(isCopied ? "copied" : "copy");
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size="sm"
      aria-label={label}
      title={label}
      onClick={() => void copyText(text()).then(setCopied)}
    >
      {isCopied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
    </ActionIcon>
  );
}
