import { Type } from "typebox";
import { hoursRights } from "../../database/hours/roles.ts";
import { dayTimeline } from "../../hours/day-timeline.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { ReportQuery, reportFor } from "./hours-report-request.ts";
import { ClosedMark, Day, Report, requireDay, requireZone, Timeline, Zone } from "./hours-schemas.ts";
import { WhoseQuery, whoseOf } from "./hours-whose.ts";
import { nullable } from "./schemas.ts";

const Access = Type.Object({
  own: Type.Boolean(),
  teams: Type.Array(Type.Object({ identifier: Type.String(), name: Type.String() }), {
    description: "Those that the caller leads.",
  }),
  all: Type.Boolean({ description: "Everybody's hours." }),
  correct: Type.Boolean({ description: "Corrections, closings, schedules, holidays, mail." }),
  administer: Type.Boolean({ description: "Roles, and reopening what was closed." }),
  zone: Type.String({ description: "Where days begin unless another zone is asked for." }),
});

/** Who worked when: everybody sees their own hours, leaders those of their teams, clerks and auditors all. */
export function hoursRoutes(routes: Routes, services: Services): void {
  const { queries, hoursSettings } = services;
  const tags = ["hours"];

  routes.get(
    "/hours/access",
    { schema: { tags, summary: "What the caller may do with hours", response: { 200: Access } } },
    async ({ caller }) => {
      const { teams, ...rights } = await hoursRights(queries, caller);
      const named = teams.map(({ name }) => ({ identifier: name, name }));
      return { own: true, ...rights, teams: named, zone: hoursSettings.zone };
    },
  );

  routes.get(
    "/hours/report",
    {
      schema: {
        tags,
        summary: "Hours by person, team or connection, counted or as they were frozen when their month was closed",
        querystring: ReportQuery,
        response: { 200: Type.Interface([Report], { closed: nullable(ClosedMark) }) },
      },
    },
    async ({ caller, query }) => reportFor(services, caller, query),
  );

  routes.get(
    "/hours/day",
    {
      schema: {
        tags,
        summary: "Everybody's sessions of a day, as the history has them now",
        querystring: Type.Interface([WhoseQuery], { day: Day, zone: Type.Optional(Zone) }),
        response: { 200: Timeline },
      },
    },
    async ({ caller, query }) => {
      requireDay(query.day);
      const zone = requireZone(query.zone ?? hoursSettings.zone);
      const who = await whoseOf(queries, caller, query);
      return dayTimeline(queries, { day: query.day, zone, who }, hoursSettings, Date.now());
    },
  );
}
