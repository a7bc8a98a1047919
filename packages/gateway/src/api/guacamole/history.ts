import { type Static, Type } from "typebox";
import {
  type ConnectionRecord,
  type RecordSearch,
  searchConnectionRecords,
} from "../../database/connection-records.ts";
import { parseIdentifier } from "../../database/identifier.ts";
import { historyUuid } from "../../sessions/history.ts";
import { IdentifierParameter, requireObject } from "../access.ts";
import { notFound } from "../api-error.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";

const Order = Type.Union([Type.Literal("startDate"), Type.Literal("-startDate")]);
const Term = Type.String({ maxLength: 256 });
const Search = Type.Object({
  contains: Type.Optional(Type.Union([Term, Type.Array(Term, { maxItems: 16 })])),
  order: Type.Optional(Type.Union([Order, Type.Array(Order, { maxItems: 16 })])),
});

function searchOf({ contains, order }: Static<typeof Search>): RecordSearch {
  const [first] = [order ?? "-startDate"].flat();
  return { contains: [contains ?? []].flat(), order: first === "startDate" ? "oldest" : "newest" };
}

/** A record as the API answers it; Guacamole says of none here that it is active. */
function recordObject(record: ConnectionRecord): object {
  return {
    identifier: String(record.history_id),
    uuid: historyUuid(record.history_id),
    startDate: record.start_date.getTime(),
    endDate: record.end_date?.getTime() ?? null,
    remoteHost: record.remote_host,
    username: record.username,
    active: false,
    attributes: {},
    logs: {},
    connectionIdentifier: record.connection_id?.toString() ?? null,
    connectionName: record.connection_name,
    sharingProfileIdentifier: record.sharing_profile_id?.toString() ?? null,
    sharingProfileName: record.sharing_profile_name,
  };
}

/** Who used what, and when. */
export function historyRoutes(routes: Routes, services: Services): void {
  const { queries } = services;

  routes.get("/history/connections", { schema: { querystring: Search } }, async (request) => {
    const records = await searchConnectionRecords(queries, request.caller.userId, searchOf(request.query));
    return records.map(recordObject);
  });

  routes.get("/history/connections/:identifier", { schema: { params: IdentifierParameter } }, async (request) => {
    const { identifier } = request.params;
    const search: RecordSearch = { contains: [], order: "newest", historyId: parseIdentifier(identifier) ?? 0 };
    const [record] = await searchConnectionRecords(queries, request.caller.userId, search);
    if (record === undefined) {
      throw notFound(identifier);
    }
    return recordObject(record);
  });

  routes.get(
    "/connections/:identifier/history",
    { schema: { params: IdentifierParameter, querystring: Search } },
    async (request) => {
      const { caller, params, query } = request;
      const connectionId = await requireObject(queries, caller, "connection", params.identifier, "READ");
      const records = await searchConnectionRecords(queries, caller.userId, { ...searchOf(query), connectionId });
      return records.map(recordObject);
    },
  );
}
