import type { HoursRequest } from "../hours-report.ts";

export type Language = "en" | "fr";

/** What a written report says beside its figures. */
export interface ReportTexts {
  readonly title: string;
  readonly by: Readonly<Record<HoursRequest["by"], string>>;
  readonly day: string;
  readonly from: string;
  readonly to: string;
  readonly firstIn: string;
  readonly lastOut: string;
  readonly connected: string;
  readonly active: string;
  readonly planned: string;
  readonly difference: string;
  readonly breaks: string;
  readonly down: string;
  readonly corrected: string;
  readonly plain: string;
  readonly sessions: string;
  readonly remarks: string;
  readonly total: string;
  readonly totals: string;
  readonly days: string;
  readonly empty: string;
  range(from: string, to: string): string;
  zone(zone: string): string;
  counted(moment: string, idleMinutes: string): string;
  plainMeans: string;
  closed(by: string, moment: string): string;
  /** The frozen figures are not those that were signed. */
  readonly forged: string;
  doubtful(count: number): string;
  live(count: number): string;
  summary(lines: number, hours: string): string;
  readonly gone: string;
  page(page: number, pages: number): string;
}

const EN: ReportTexts = {
  title: "Worked hours",
  by: { person: "Person", team: "Team", connection: "Desktop" },
  day: "Day",
  from: "From",
  to: "To",
  firstIn: "First in",
  lastOut: "Last out",
  connected: "Connected",
  active: "Active",
  planned: "Planned",
  difference: "Difference",
  breaks: "Breaks",
  down: "Gateway down",
  corrected: "Corrections",
  plain: "Plain sum",
  sessions: "Sessions",
  remarks: "Remarks",
  total: "Total",
  totals: "Totals",
  days: "Details",
  empty: "Nobody worked in this time.",
  range: (from, to) => `From ${from} to ${to}`,
  zone: (zone) => `Days in the time zone ${zone}`,
  counted: (moment, idle) => `Counted ${moment}; idle after ${idle} minutes without input`,
  plainMeans:
    "Plain sum: whole durations of ended sessions by the day they began, overlaps counted twice, without corrections",
  closed: (by, moment) => `Closed and signed by ${by}, ${moment}`,
  forged: "WARNING: these figures are not the ones that were signed",
  doubtful: (count) => (count === 1 ? "1 session without an end" : `${count} sessions without an end`),
  live: (count) => (count === 1 ? "1 session still open" : `${count} sessions still open`),
  summary: (lines, hours) => `${lines} ${lines === 1 ? "person" : "people"}, ${hours} hours connected`,
  gone: "deleted",
  page: (page, pages) => `Page ${page} of ${pages}`,
};

const FR: ReportTexts = {
  title: "Heures travaillées",
  by: { person: "Personne", team: "Équipe", connection: "Bureau" },
  day: "Jour",
  from: "Du",
  to: "Au",
  firstIn: "Arrivée",
  lastOut: "Départ",
  connected: "Connecté",
  active: "Actif",
  planned: "Prévu",
  difference: "Écart",
  breaks: "Pauses",
  down: "Passerelle arrêtée",
  corrected: "Corrections",
  plain: "Somme brute",
  sessions: "Sessions",
  remarks: "Remarques",
  total: "Total",
  totals: "Totaux",
  days: "Détail",
  empty: "Personne n’a travaillé pendant cette période.",
  range: (from, to) => `Du ${from} au ${to}`,
  zone: (zone) => `Jours dans le fuseau horaire ${zone}`,
  counted: (moment, idle) => `Compté le ${moment}\u00a0; inactif après ${idle} minutes sans saisie`,
  plainMeans:
    "Somme brute\u00a0: durées entières des sessions terminées, au jour de leur début, sessions simultanées comptées deux fois, sans corrections",
  closed: (by, moment) => `Clos et signé par ${by}, le ${moment}`,
  forged: "ATTENTION\u00a0: ces chiffres ne sont pas ceux qui ont été signés",
  doubtful: (count) => (count === 1 ? "1 session sans fin connue" : `${count} sessions sans fin connue`),
  live: (count) => (count === 1 ? "1 session encore ouverte" : `${count} sessions encore ouvertes`),
  summary: (lines, hours) => `${lines} ${lines === 1 ? "personne" : "personnes"}, ${hours} de connexion`,
  gone: "supprimé",
  page: (page, pages) => `Page ${page} sur ${pages}`,
};

export const REPORT_TEXTS: Readonly<Record<Language, ReportTexts>> = { en: EN, fr: FR };
