import { Type } from "typebox";
import { recordAudit } from "../../database/audit.ts";
import { deleteHoliday, listHolidays, setHoliday } from "../../database/hours/holidays.ts";
import { deleteSchedule, listSchedules, setSchedule } from "../../database/hours/schedules.ts";
import { proposedHolidays } from "../../hours/holiday-proposal.ts";
import { ApiError, notFound } from "../api-error.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { HolderQuery, holderObject, requireHolder } from "./hours-holder.ts";
import { Day, Holder, requireDay } from "./hours-schemas.ts";
import { requireAll, requireClerk } from "./hours-whose.ts";
import { pageOf } from "./page.ts";
import { Done, nullable } from "./schemas.ts";

const Calendar = Type.String({ minLength: 1, maxLength: 64, pattern: "\\S" });

const Schedule = Type.Object(
  {
    holder: Holder,
    validFrom: Day,
    minutes: Type.Array(Type.Integer({ minimum: 0, maximum: 1440 }), {
      minItems: 7,
      maxItems: 7,
      description: "Planned on Monday to Sunday.",
    }),
    calendar: nullable(Calendar),
  },
  { additionalProperties: false },
);

const Holiday = Type.Object(
  { calendar: Calendar, day: Day, name: Type.String({ minLength: 1, maxLength: 128, pattern: "\\S" }) },
  { additionalProperties: false },
);

/** What is planned: hours per weekday, and public holidays. */
export function hoursPlanRoutes(routes: Routes, { queries }: Services): void {
  const tags = ["hours"];

  routes.get(
    "/hours/schedules",
    { schema: { tags, summary: "Schedules of users and groups", response: { 200: pageOf(Schedule) } } },
    async ({ caller }) => {
      await requireAll(queries, caller);
      const items = (await listSchedules(queries)).map((item) => ({ ...item, minutes: [...item.minutes] }));
      return { total: items.length, items };
    },
  );

  routes.put(
    "/hours/schedules",
    {
      schema: {
        tags,
        summary: "Sets what a user, or each member of a group, is to work from a day on",
        body: Schedule,
        response: { 204: Done },
      },
    },
    async ({ caller, body: { holder, ...schedule } }, reply) => {
      await requireClerk(queries, caller);
      requireDay(schedule.validFrom);
      await queries.transaction().execute(async (db) => {
        await setSchedule(db, await requireHolder(db, holder), schedule);
        const object = holderObject(holder);
        await recordAudit(db, { actor: caller, action: "hours.schedule", object, details: schedule });
      });
      return reply.code(204).send(null);
    },
  );

  routes.delete(
    "/hours/schedules",
    {
      schema: {
        tags,
        summary: "Deletes the schedule that begins on a day",
        querystring: Type.Interface([HolderQuery], { validFrom: Day }),
        response: { 204: Done },
      },
    },
    async ({ caller, query: { validFrom, ...holder } }, reply) => {
      await requireClerk(queries, caller);
      requireDay(validFrom);
      await queries.transaction().execute(async (db) => {
        if (!(await deleteSchedule(db, await requireHolder(db, holder), validFrom))) {
          throw notFound(`${holder.name}, ${validFrom}`);
        }
        const [object, details] = [holderObject(holder), { validFrom, deleted: true }];
        await recordAudit(db, { actor: caller, action: "hours.schedule", object, details });
      });
      return reply.code(204).send(null);
    },
  );

  routes.get(
    "/hours/holidays",
    {
      schema: {
        tags,
        summary: "Public holidays of one calendar, or of all",
        querystring: Type.Object({ calendar: Type.Optional(Calendar) }),
        response: { 200: pageOf(Holiday) },
      },
    },
    async ({ caller, query: { calendar } }) => {
      await requireAll(queries, caller);
      const items = await listHolidays(queries, calendar);
      return { total: items.length, items };
    },
  );

  routes.put(
    "/hours/holidays",
    { schema: { tags, summary: "Sets a public holiday", body: Holiday, response: { 204: Done } } },
    async ({ caller, body }, reply) => {
      await requireClerk(queries, caller);
      requireDay(body.day);
      await queries.transaction().execute(async (db) => {
        await setHoliday(db, body);
        await recordAudit(db, { actor: caller, action: "hours.holidays", details: body });
      });
      return reply.code(204).send(null);
    },
  );

  routes.delete(
    "/hours/holidays",
    {
      schema: {
        tags,
        summary: "Deletes a public holiday",
        querystring: Type.Object({ calendar: Calendar, day: Day }),
        response: { 204: Done },
      },
    },
    async ({ caller, query: { calendar, day } }, reply) => {
      await requireClerk(queries, caller);
      requireDay(day);
      await queries.transaction().execute(async (db) => {
        const name = await deleteHoliday(db, calendar, day);
        if (name === undefined) {
          throw notFound(`${calendar}, ${day}`);
        }
        const details = { calendar, day, name, deleted: true };
        await recordAudit(db, { actor: caller, action: "hours.holidays", details });
      });
      return reply.code(204).send(null);
    },
  );

  routes.get(
    "/hours/holidays/proposal",
    {
      schema: {
        tags,
        summary: "The public holidays of a country in a year, to choose from; religious ones can be a day off",
        querystring: Type.Object({
          country: Type.String({ pattern: "^[A-Z]{2}$", description: "ISO 3166-1, such as FR or MG." }),
          year: Type.Integer({ minimum: 1970, maximum: 2075 }),
          language: Type.Union([Type.Literal("en"), Type.Literal("fr")], { default: "en" }),
        }),
        response: { 200: pageOf(Type.Object({ day: Type.String(), name: Type.String() })) },
      },
    },
    async ({ caller, query: { country, year, language } }) => {
      await requireClerk(queries, caller);
      const items = proposedHolidays(country, year, language);
      if (items === undefined) {
        throw new ApiError("NOT_FOUND", `The public holidays of ${country} are not known; enter them one by one.`);
      }
      return { total: items.length, items };
    },
  );
}
