import { expect, test } from "vitest";
import {
  connectionLimits,
  DEFAULT_SESSION_LIMITS,
  gatewayLimitReached,
  groupLimits,
  type LiveUse,
  limitReached,
  MOST_SESSIONS_OF_USER,
} from "./session-limits.ts";

function uses(...userIds: readonly number[]): LiveUse[] {
  return userIds.map((userId, historyId) => ({ historyId, userId, connectionId: 1, groupId: null }));
}

test("what a connection or group leaves open has its default", () => {
  const silent = { max_connections: null, max_connections_per_user: null };
  const defaults = { ...DEFAULT_SESSION_LIMITS, defaultMaxConnections: 4, defaultMaxGroupConnections: 5 };
  expect(connectionLimits(silent, defaults)).toEqual({ total: 4, perUser: 0 });
  expect(groupLimits(silent, defaults)).toEqual({ total: 5, perUser: 1 });
  expect(connectionLimits({ max_connections: 0, max_connections_per_user: 2 }, defaults)).toEqual({
    total: 0,
    perUser: 2,
  });
});

test("0 and less are no limit", () => {
  expect(limitReached(uses(1, 1, 1), 1, { total: 0, perUser: -1 })).toBeUndefined();
});

test("the own limit is told before that of all", () => {
  expect(limitReached(uses(1, 2), 1, { total: 2, perUser: 1 })).toBe("user");
  expect(limitReached(uses(1, 2), 3, { total: 2, perUser: 1 })).toBe("total");
  expect(limitReached(uses(1, 2), 3, { total: 3, perUser: 1 })).toBeUndefined();
});

test("nobody opens desktops without end", () => {
  const many = uses(...Array.from({ length: MOST_SESSIONS_OF_USER }, () => 1));
  expect(gatewayLimitReached(many, 1, DEFAULT_SESSION_LIMITS)).toBe("user-full");
  expect(gatewayLimitReached(many, 2, DEFAULT_SESSION_LIMITS)).toBeUndefined();
});
