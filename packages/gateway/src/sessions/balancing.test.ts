import { describe, expect, test } from "vitest";
import { type Attempt, chooseMember, type Member } from "./balancing.ts";
import type { LiveUse } from "./session-limits.ts";

const ME = 1;

function member(connectionId: number, more: Partial<Member> = {}): Member {
  return { connectionId, weight: 1, failoverOnly: false, limits: { total: 0, perUser: 0 }, ...more };
}

/** One live session for each connection named. */
function uses(...connectionIds: readonly number[]): LiveUse[] {
  return connectionIds.map((connectionId, index) => ({ historyId: index, userId: 2, connectionId, groupId: 9 }));
}

function choose(members: readonly Member[], attempt: Partial<Attempt> = {}): number | string {
  const choice = chooseMember(members, { userId: ME, uses: [], affine: undefined, failed: [], ...attempt });
  return "member" in choice ? choice.member.connectionId : choice.refused;
}

describe("a balancing group", () => {
  test.each<[string, Member[], Partial<Attempt>, number | string]>([
    ["gives the least used", [member(1), member(2)], { uses: uses(1) }, 2],
    ["weighs uses", [member(1, { weight: 3 }), member(2)], { uses: uses(1, 1, 2) }, 1],
    ["gives of equally loaded ones the one of lower weight", [member(1, { weight: 2 }), member(2)], {}, 2],
    ["never gives one of weight 0", [member(1, { weight: 0 }), member(2)], { uses: uses(2, 2) }, 2],
    ["has none if all weigh nothing", [member(1, { weight: 0 }), member(2, { weight: -1 })], {}, "group-empty"],
    ["has none if there is none", [], {}, "group-empty"],
    ["keeps what is for failover back", [member(1, { failoverOnly: true }), member(2)], { uses: uses(2) }, 2],
    ["gives it once another failed", [member(1, { failoverOnly: true }), member(2)], { failed: [2] }, 1],
    ["does not give what failed", [member(1), member(2)], { failed: [1], uses: uses(2) }, 2],
    ["stays with the member of before", [member(1), member(2)], { affine: 1, uses: uses(1, 1) }, 1],
    ["leaves a member of before that failed", [member(1), member(2)], { affine: 1, failed: [1] }, 2],
    ["leaves a member of before that left", [member(2)], { affine: 1 }, 2],
    [
      "passes full ones over",
      [member(1, { limits: { total: 1, perUser: 0 } }), member(2, { weight: 1 })],
      { uses: uses(1, 2, 2) },
      2,
    ],
    ["is full when all are", [member(1, { limits: { total: 1, perUser: 0 } })], { uses: uses(1) }, "group-full"],
  ])("%s", (_, members, attempt, expected) => {
    expect(choose(members, attempt)).toBe(expected);
  });

  test("tells a limit of the person's own from one of all", () => {
    const own = uses(1).map((use) => ({ ...use, userId: ME }));
    const members = [member(1, { limits: { total: 5, perUser: 1 } })];
    expect(choose(members, { uses: own })).toBe("group-full-for-user");
    expect(choose([...members, member(2, { limits: { total: 1, perUser: 1 } })], { uses: [...own, ...uses(2)] })).toBe(
      "group-full",
    );
  });
});
