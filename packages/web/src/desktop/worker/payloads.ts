import {
  type Attached,
  CONNECT_STEPS,
  decodeJson,
  FAILURE_CODES,
  type Failure,
  type PromptField,
  type Status,
  TunnelFormatError,
} from "@passerelle/tunnel";

type Fields = Readonly<Record<string, unknown>>;

const PROMPT_FIELDS: readonly PromptField[] = ["username", "password", "domain"];

function fieldsOf(value: unknown, what: string): Fields {
  if (typeof value !== "object" || value === null) throw new TunnelFormatError(`${what} is not an object`);
  return value as Fields;
}

function isOneOf<Value extends string>(values: readonly Value[], value: unknown): value is Value {
  return (values as readonly unknown[]).includes(value);
}

/** The payload of an `Attached` record. Throws TunnelFormatError. */
export function readAttached(payload: Uint8Array): Attached {
  const { session, count, resumed } = fieldsOf(decodeJson(payload), "attached");
  const isCount = typeof count === "number" && Number.isSafeInteger(count) && count >= 0;
  if (typeof session !== "string" || !isCount || typeof resumed !== "boolean") {
    throw new TunnelFormatError("attached lacks its session, count or word of resuming");
  }
  return { session, count, resumed };
}

function readFailure(value: unknown): { failure?: Failure } {
  if (value === undefined) return {};
  const { code, detail } = fieldsOf(value, "failure");
  if (!isOneOf(FAILURE_CODES, code)) throw new TunnelFormatError(`unknown failure ${String(code)}`);
  return { failure: { code, ...(typeof detail === "string" && { detail }) } };
}

/** The payload of a `Status` record. Throws TunnelFormatError. */
export function readStatus(payload: Uint8Array): Status {
  const status = fieldsOf(decodeJson(payload), "status");
  switch (status.kind) {
    case "step": {
      const { step } = status;
      if (!isOneOf(CONNECT_STEPS, step)) throw new TunnelFormatError(`unknown step ${String(step)}`);
      return { kind: "step", step, ...(typeof status.desktop === "string" && { desktop: status.desktop }) };
    }
    case "prompt": {
      const { fields } = status;
      if (!Array.isArray(fields)) throw new TunnelFormatError("prompt asks for nothing");
      return {
        kind: "prompt",
        fields: PROMPT_FIELDS.filter((field) => fields.includes(field)),
        ...readFailure(status.failure),
      };
    }
    case "active":
      return {
        kind: "active",
        name: String(status.name),
        unicode: status.unicode === true,
        readOnly: status.readOnly === true,
        mostMonitors: Number(status.mostMonitors) || 1,
        relative: status.relative === true,
        layout: String(status.layout),
      };
    case "reconnecting":
      return { kind: "reconnecting" };
    case "guests":
      return { kind: "guests", count: Number(status.count) || 0 };
    case "message":
      return { kind: "message", text: String(status.text) };
    case "ended":
      return { kind: "ended", ...readFailure(status.failure) };
    default:
      throw new TunnelFormatError(`unknown status ${String(status.kind)}`);
  }
}
