import { type Static, Type } from "typebox";
import { recordAudit } from "../../database/audit.ts";
import { readParameters } from "../../database/connection-parameters.ts";
import { findPinnedCertificate } from "../../database/pinned-certificates.ts";
import type { Caller } from "../../database/sign-ins.ts";
import { testConnection } from "../../diagnostics/connection-test.ts";
import { TEST_STEPS, type TestStep } from "../../diagnostics/step-log.ts";
import { isSecretParameter } from "../../parameters/connection-parameters.ts";
import { AtOnce } from "../../sessions/at-once.ts";
import { planSession, type SessionPlan } from "../../sessions/client-settings.ts";
import { MisconfiguredError } from "../../sessions/connection-parameters.ts";
import { tokensOf } from "../../sessions/parameter-tokens.ts";
import type { StoredConnection } from "../../sessions/session-store.ts";
import { requireObject, requireSystemPermission } from "../access.ts";
import { ApiError } from "../api-error.ts";
import { requireScope } from "../api-key-scopes.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { ParameterMap } from "../shapes.ts";

const Tested = Type.Object(
  {
    identifier: Type.Optional(
      Type.String({ maxLength: 10, description: "A stored connection, whose secrets are taken where none are given." }),
    ),
    protocol: Type.Literal("rdp"),
    parameters: ParameterMap,
  },
  { additionalProperties: false },
);

const Steps = Type.Object({
  steps: Type.Array(
    Type.Object({
      name: Type.Enum([...TEST_STEPS]),
      outcome: Type.Union([Type.Literal("done"), Type.Literal("failed"), Type.Literal("skipped")]),
      milliseconds: Type.Integer(),
      code: Type.Optional(Type.String({ description: "Why it failed, or was not tried." })),
      detail: Type.Optional(Type.String({ description: "For support." })),
    }),
  ),
});

/** A person waits for one, and may have another one in another window. */
const MOST_AT_ONCE = 2;

/** Only the network is tested: what a browser says of itself does not matter. */
const NO_BROWSER = {
  protocol: 1,
  display: { width: 1280, height: 800, scale: 100 },
  timezone: "UTC",
  lockKeys: 0,
  decodes: { avc: "none" },
} as const;

function planOf(connection: StoredConnection, principal: Caller): SessionPlan | TestStep[] {
  const startedAt = new Date();
  const tokens = tokensOf({ principal, connection, uuid: "", startedAt });
  try {
    return planSession(connection, tokens, NO_BROWSER, startedAt);
  } catch (error) {
    if (!(error instanceof MisconfiguredError)) {
      throw error;
    }
    const untried = TEST_STEPS.map((name) => ({ name, outcome: "skipped", milliseconds: 0 }) as const);
    return untried.map((step) =>
      step.name === "resolve"
        ? { ...step, outcome: "failed", code: "connection-misconfigured", detail: error.message }
        : step,
    );
  }
}

/** "Test this connection": tries to reach a desktop and to sign in there, before or after it is stored. */
export function connectionTestRoutes(routes: Routes, { queries, secrets }: Services): void {
  const running = new AtOnce(MOST_AT_ONCE);

  async function connectionOf(caller: Caller, body: Static<typeof Tested>): Promise<StoredConnection> {
    const { identifier, protocol, parameters } = body;
    if (identifier === undefined) {
      await requireSystemPermission(queries, caller, "CREATE_CONNECTION");
      return { identifier: "", name: "", protocol, parameters };
    }
    const id = await requireObject(queries, caller, "connection", identifier, "UPDATE");
    // The host that is tested is the caller's choice, and may read what it is sent.
    requireScope(caller, "secrets");
    const stored = Object.entries(await readParameters(queries, secrets, id));
    const kept = Object.fromEntries(stored.filter(([name]) => isSecretParameter(name)));
    return { identifier, name: "", protocol, parameters: { ...kept, ...parameters } };
  }

  async function run(caller: Caller, connection: StoredConnection): Promise<TestStep[]> {
    const { hostname = "", port = "" } = connection.parameters;
    const { identifier } = connection;
    await recordAudit(queries, {
      actor: caller,
      action: "connection.test",
      ...(identifier !== "" && { object: { kind: "connection", identifier, name: hostname } }),
      details: { hostname, ...(port !== "" && { port }) },
    });
    const plan = planOf(connection, caller);
    return "settings" in plan
      ? testConnection(plan, async (shown) => (await findPinnedCertificate(queries, connection)) ?? shown)
      : plan;
  }

  routes.post(
    "/connectionTest",
    {
      schema: {
        tags: ["connections"],
        summary: "Try to reach a desktop and to sign in there; needs UPDATE on the connection, or CREATE_CONNECTION",
        body: Tested,
        response: { 200: Steps },
      },
    },
    async ({ caller, body }) => {
      const connection = await connectionOf(caller, body);
      const leave = running.enter(caller.userId);
      if (leave === undefined) {
        throw new ApiError("BAD_REQUEST", "Two tests are running already; wait until one of them is done.", {
          status: 429,
        });
      }
      try {
        return { steps: await run(caller, connection) };
      } finally {
        leave();
      }
    },
  );
}
