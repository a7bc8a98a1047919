import type { TFunction } from "i18next";
import type { Bottleneck } from "./bottleneck.ts";
import type { Formats } from "./formats.ts";
import type { CodecRow, Row, Section } from "./report.ts";

interface Report {
  readonly connection: string;
  readonly bottleneck: Bottleneck;
  readonly sections: readonly Section[];
  readonly codecs: readonly CodecRow[];
}

/** The statistics as text for a message to support, with what a supporter asks next. */
export function reportText(report: Report, t: TFunction<"stats">, formats: Formats): string {
  const line = ({ name, value }: Row) => `  ${name}: ${value}`;
  const codecs = report.codecs.map(({ name, share, bitmaps, bytes }) =>
    t("codec", {
      name,
      share: formats.share(share),
      bitmaps: formats.number(bitmaps),
      bytes: formats.bytes(bytes),
    }),
  );
  const about: readonly Row[] = [
    { name: t("rows.connection"), value: report.connection },
    { name: t("rows.time"), value: new Date().toISOString() },
    { name: t("rows.page"), value: __VERSION__ },
    { name: t("rows.browser"), value: navigator.userAgent },
  ];
  return [
    t(`bottleneck.${report.bottleneck}`),
    ...report.sections.flatMap(({ key, rows }) => [t(`sections.${key}`), ...rows.map(line)]),
    line({ name: t("rows.codecs"), value: codecs.join("; ") || t("unknown") }),
    ...about.map(({ name, value }) => `${name}: ${value}`),
  ].join("\n");
}
