import { queryOptions } from "@tanstack/react-query";
import { hoursApi, parametersOf } from "./hours.ts";
import type { ListPage } from "./lists.ts";
import type { Subject } from "./permissions.ts";
import { request } from "./request.ts";

/** How much a user, or each member of a group, is to work from a day on. */
export interface Schedule {
  readonly holder: Subject;
  /** YYYY-MM-DD. */
  readonly validFrom: string;
  /** Monday to Sunday. */
  readonly minutes: readonly number[];
  /** Whose public holidays are free; null for none. */
  readonly calendar: string | null;
}

export interface Holiday {
  readonly calendar: string;
  /** YYYY-MM-DD. */
  readonly day: string;
  readonly name: string;
}

/** Who may see or correct other people's hours. */
export interface HoursRole {
  readonly holder: Subject;
  readonly role: "leader" | "clerk";
  /** The team of a leader; null for a clerk, who has all. */
  readonly team: string | null;
}

export const mailFormats = ["xlsx", "pdf", "csv", "json"] as const;

export interface MailSettings {
  readonly enabled: boolean;
  /** Of the month, 1 to 28. */
  readonly day: number;
  readonly hour: number;
  readonly zone: string;
  readonly language: "en" | "fr";
  readonly formats: readonly (typeof mailFormats)[number][];
  readonly recipients: readonly string[];
}

/** What became of the last report that was due. */
export interface LastMail {
  /** YYYY-MM that it is about. */
  readonly month: string;
  readonly triedAt: number;
  readonly attempts: number;
  /** Null if it has not gone out. */
  readonly sentAt: number | null;
  readonly problem: string | null;
}

interface MailState extends MailSettings {
  readonly smtp: { readonly configured: boolean; readonly from: string | null };
  readonly last: LastMail | null;
}

export const schedulesQuery = queryOptions({
  queryKey: ["hours", "schedules"],
  queryFn: async () => (await request("GET", `${hoursApi}/schedules`)) as ListPage<Schedule>,
});

export async function saveSchedule(schedule: Schedule): Promise<void> {
  await request("PUT", `${hoursApi}/schedules`, schedule);
}

export async function deleteSchedule({ holder, validFrom }: Schedule): Promise<void> {
  await request("DELETE", `${hoursApi}/schedules?${parametersOf({ ...holder, validFrom })}`);
}

export const holidaysQuery = queryOptions({
  queryKey: ["hours", "holidays"],
  queryFn: async () => (await request("GET", `${hoursApi}/holidays`)) as ListPage<Holiday>,
});

export async function saveHoliday(holiday: Holiday): Promise<void> {
  await request("PUT", `${hoursApi}/holidays`, holiday);
}

export async function deleteHoliday({ calendar, day }: Holiday): Promise<void> {
  await request("DELETE", `${hoursApi}/holidays?${parametersOf({ calendar, day })}`);
}

/** The public holidays of a country in a year, to choose from, by their names in a language. */
export const proposalQuery = (country: string, year: number, language: string) =>
  queryOptions({
    queryKey: ["hours", "proposal", country, year, language],
    queryFn: async () => {
      const path = `${hoursApi}/holidays/proposal?${parametersOf({ country, year: String(year), language })}`;
      return (await request("GET", path)) as ListPage<Omit<Holiday, "calendar">>;
    },
  });

export const rolesQuery = queryOptions({
  queryKey: ["hours", "roles"],
  queryFn: async () => (await request("GET", `${hoursApi}/roles`)) as ListPage<HoursRole>,
});

export async function giveRole(role: HoursRole): Promise<void> {
  await request("PUT", `${hoursApi}/roles`, role);
}

export async function takeRole({ holder, role, team }: HoursRole): Promise<void> {
  await request("DELETE", `${hoursApi}/roles?${parametersOf({ ...holder, role, team: team ?? undefined })}`);
}

export const mailQuery = queryOptions({
  queryKey: ["hours", "mail"],
  queryFn: async () => (await request("GET", `${hoursApi}/mail`)) as MailState,
});

export async function saveMail(settings: MailSettings): Promise<void> {
  await request("PUT", `${hoursApi}/mail`, settings);
}

export async function testMail(recipient: string): Promise<void> {
  await request("POST", `${hoursApi}/mail/test`, { recipient });
}
