import { expect, test } from "vitest";
import { AUDIT_ACTIONS } from "../../packages/gateway/src/database/audit.ts";
import { auditActions } from "../../packages/web/src/activity/audit-actions.ts";
import { activity as english } from "../../packages/web/src/i18n/activity.en.ts";

/** The words for an action, which the texts have level by level. */
function words(action: string): unknown {
  const step = (level: unknown, name: string) => (level as Record<string, unknown> | undefined)?.[name];
  return action.split(".").reduce(step, english.action as unknown);
}

test("the page can ask for every action of the audit log", () => {
  expect([...auditActions].sort()).toEqual([...AUDIT_ACTIONS].sort());
});

test("the page has words for each of them", () => {
  expect(AUDIT_ACTIONS.filter((action) => typeof words(action) !== "string")).toEqual([]);
});
