/** How numbers are written in a language. */
export interface Formats {
  /** Milliseconds; small ones with a decimal. */
  milliseconds(value: number): string;
  /** Bytes per second, as bits. */
  rate(bytesPerSecond: number): string;
  bytes(value: number): string;
  /** 0 to 1, as a percentage. */
  share(value: number): string;
  number(value: number): string;
}

const KILO = 1_000;
const MEGA = 1_000_000;
const GIGA = 1_000_000_000;

/** @param language BCP 47 */
export function formatsOf(language: string): Formats {
  const format = (value: number, options: Intl.NumberFormatOptions) =>
    new Intl.NumberFormat(language, options).format(value);
  /** Three digits at most. */
  const digits = (value: number) => ({ maximumFractionDigits: value < 10 ? 1 : 0 });
  const unit = (value: number, name: string) => format(value, { style: "unit", unit: name, ...digits(value) });
  return {
    milliseconds: (value) => unit(value, "millisecond"),
    rate: (bytesPerSecond) => {
      const bits = bytesPerSecond * 8;
      if (bits < MEGA) return `${format(bits / KILO, digits(bits / KILO))} kbit/s`;
      return `${format(bits / MEGA, digits(bits / MEGA))} Mbit/s`;
    },
    bytes: (value) => {
      if (value < MEGA) return unit(value / KILO, "kilobyte");
      return value < GIGA ? unit(value / MEGA, "megabyte") : unit(value / GIGA, "gigabyte");
    },
    share: (value) => format(value, { style: "percent" }),
    number: (value) => format(value, { maximumFractionDigits: 0 }),
  };
}
