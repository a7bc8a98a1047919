import Holidays from "date-holidays";

/** A public holiday of a country. */
export interface ProposedHoliday {
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly name: string;
}

/**
 * The public holidays of a country in a year, to choose from; undefined when nothing is known of the country.
 * @param country ISO 3166-1 alpha-2
 * @param language of the names, where they are known in it
 */
export function proposedHolidays(country: string, year: number, language: string): ProposedHoliday[] | undefined {
  if (!Object.hasOwn(new Holidays().getCountries(), country)) {
    return undefined;
  }
  const found = new Holidays(country, { types: ["public"] }).getHolidays(year, language);
  const names = new Map<string, Set<string>>();
  for (const { date, name } of found) {
    const day = date.slice(0, 10);
    names.set(day, (names.get(day) ?? new Set()).add(name));
  }
  return [...names].map(([day, ofDay]) => ({ day, name: [...ofDay].join(", ") }));
}
