import { type Static, Type } from "typebox";
import { type ConnectionRecord, searchConnectionRecords } from "../../database/connection-records.ts";
import { parseIdentifier } from "../../database/identifier.ts";
import type { RecordSearch } from "../../database/records.ts";
import { searchUserRecords, type UserRecord } from "../../database/user-records.ts";
import { historyUuid, loginUuid } from "../../sessions/history.ts";
import { requireObject } from "../access.ts";
import { notFound } from "../api-error.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { IdentifierParameter } from "../shapes.ts";
import { HolderParameter, requireHolder, USER_PLACES } from "./holders.ts";

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

/** Only the record of that number. */
function exactly(identifier: string): RecordSearch {
  return { contains: [], order: "newest", historyId: parseIdentifier(identifier) ?? 0 };
}

/** A login as the API answers it; Guacamole says of none here that it is active. */
function userRecordObject(record: UserRecord): object {
  return { ...common(record), uuid: loginUuid(record.history_id) };
}

/** A use of a connection as the API answers it. */
function connectionRecordObject(record: ConnectionRecord): object {
  return {
    ...common(record),
    uuid: historyUuid(record.history_id),
    connectionIdentifier: record.connection_id?.toString() ?? null,
    connectionName: record.connection_name,
    sharingProfileIdentifier: record.sharing_profile_id?.toString() ?? null,
    sharingProfileName: record.sharing_profile_name,
  };
}

function common(record: UserRecord): object {
  return {
    identifier: String(record.history_id),
    startDate: record.start_date.getTime(),
    endDate: record.end_date?.getTime() ?? null,
    remoteHost: record.remote_host,
    username: record.username,
    active: false,
    attributes: {},
    logs: {},
  };
}

function theOne<Row>(rows: readonly Row[], identifier: string): Row {
  const [row] = rows;
  if (row === undefined) {
    throw notFound(identifier);
  }
  return row;
}

/** Who used what, and who signed in, and when. */
export function historyRoutes(routes: Routes, { queries }: Services): void {
  const tags = ["history"];
  const summary = "The newest 1000 records of what the caller may know; the way in /passerelle has pages";
  const search = { schema: { tags, summary, querystring: Search } };
  const one = { schema: { tags, summary: "One record", params: IdentifierParameter } };

  routes.get("/history/connections", search, async ({ caller, query }) => {
    const records = await searchConnectionRecords(queries, caller.userId, searchOf(query));
    return records.map(connectionRecordObject);
  });

  routes.get("/history/users", search, async ({ caller, query }) => {
    const records = await searchUserRecords(queries, caller.userId, searchOf(query));
    return records.map(userRecordObject);
  });

  routes.get("/history/connections/:identifier", one, async ({ caller, params: { identifier } }) => {
    const records = await searchConnectionRecords(queries, caller.userId, exactly(identifier));
    return connectionRecordObject(theOne(records, identifier));
  });

  routes.get("/history/users/:identifier", one, async ({ caller, params: { identifier } }) => {
    const records = await searchUserRecords(queries, caller.userId, exactly(identifier));
    return userRecordObject(theOne(records, identifier));
  });

  routes.get(
    "/connections/:identifier/history",
    { schema: { tags, summary: "Uses of one connection", params: IdentifierParameter, querystring: Search } },
    async ({ caller, params, query }) => {
      const connectionId = await requireObject(queries, caller, "connection", params.identifier, "READ");
      const records = await searchConnectionRecords(queries, caller.userId, { ...searchOf(query), connectionId });
      return records.map(connectionRecordObject);
    },
  );

  for (const { place } of USER_PLACES) {
    routes.get(
      `${place}/history`,
      { schema: { tags, summary: "Logins of one user", params: HolderParameter, querystring: Search } },
      async ({ caller, params, query }) => {
        const { id: userId } = await requireHolder({ db: queries, caller }, "user", params, "READ");
        const records = await searchUserRecords(queries, caller.userId, { ...searchOf(query), userId });
        return records.map(userRecordObject);
      },
    );
  }
}
