import type { TFunction } from "i18next";
import type { Figures } from "../worker/meter.ts";
import type { Spread } from "../worker/samples.ts";
import type { Formats } from "./formats.ts";

/** What the statistics tell of. Times are in milliseconds. */
export interface Subject {
  readonly figures: Figures;
  readonly roundTrip: number | undefined;
  readonly bestRoundTrip: number | undefined;
  /** Desktop pixels; the scale in percent. */
  readonly desktop: { readonly width: number; readonly height: number; readonly scale: number };
  /** Device pixels per desktop pixel. */
  readonly magnification: number;
  readonly isEncrypted: boolean;
}

export interface Row {
  readonly name: string;
  readonly value: string;
}

export interface Section {
  readonly key: "line" | "picture" | "computer" | "desktop";
  readonly rows: readonly Row[];
}

/** What a codec has of the bytes, the largest first. */
export interface CodecRow {
  readonly name: string;
  /** 0 to 1. */
  readonly share: number;
  readonly bitmaps: number;
  readonly bytes: number;
}

export function codecRows({ codecs }: Figures): CodecRow[] {
  const total = codecs.reduce((sum, { bytes }) => sum + bytes, 0);
  const rows = codecs.map((codec) => ({ ...codec, share: total > 0 ? codec.bytes / total : 0 }));
  return rows.sort((one, other) => other.bytes - one.bytes);
}

/** The statistics in words, without the codecs. */
export function sectionsOf(subject: Subject, t: TFunction<"stats">, formats: Formats): Section[] {
  const { figures, roundTrip, bestRoundTrip = roundTrip, desktop, magnification, isEncrypted } = subject;
  const perSecond = (count: number) => (figures.time > 0 ? (count * 1000) / figures.time : 0);
  const spread = (values: Spread | undefined) =>
    values
      ? t("spread", { median: formats.milliseconds(values.median), high: formats.milliseconds(values.high) })
      : t("unknown");
  const time = (milliseconds: number | undefined) =>
    milliseconds === undefined ? t("unknown") : formats.milliseconds(milliseconds);
  const size = t("size", { ...desktop, scale: formats.share(desktop.scale / 100) });
  return [
    {
      key: "line",
      rows: [
        { name: t("rows.roundTrip"), value: t("roundTrip", { now: time(roundTrip), best: time(bestRoundTrip) }) },
        { name: t("rows.in"), value: formats.rate(perSecond(figures.bytesIn)) },
        { name: t("rows.out"), value: formats.rate(perSecond(figures.bytesOut)) },
        { name: t("rows.protection"), value: t(isEncrypted ? "encrypted" : "plain") },
      ],
    },
    {
      key: "desktop",
      rows: [{ name: t("rows.answer"), value: spread(figures.answer) }],
    },
    {
      key: "computer",
      rows: [
        { name: t("rows.decoding"), value: spread(figures.decoding) },
        { name: t("rows.presenting"), value: spread(figures.presenting) },
        { name: t("rows.busy"), value: formats.share(figures.busy) },
        {
          name: t("rows.waiting"),
          value: t("waiting", { bytes: formats.bytes(figures.waitingBytes), count: figures.waitingRecords }),
        },
        { name: t("rows.method"), value: t(`methods.${figures.method}`) },
        { name: t("rows.threads"), value: formats.number(figures.threads) },
        { name: t("rows.memory"), value: formats.bytes(figures.memory) },
      ],
    },
    {
      key: "picture",
      rows: [
        { name: t("rows.frames"), value: formats.number(perSecond(figures.frames)) },
        {
          name: t("rows.size"),
          value: magnification === 1 ? size : t("shown", { size, magnification: formats.share(magnification) }),
        },
      ],
    },
  ];
}
