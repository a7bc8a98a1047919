import { type Answer, type Attach, decodeJson, decodeRecords, TunnelFormatError, Upstream } from "@passerelle/tunnel";
import { type TSchema, Type } from "typebox";
import { Value } from "typebox/value";

const monitor = {
  width: Type.Integer({ minimum: 1, maximum: 16_384 }),
  height: Type.Integer({ minimum: 1, maximum: 16_384 }),
  scale: Type.Integer({ minimum: 100, maximum: 500 }),
  orientation: Type.Optional(Type.Union([0, 90, 180, 270].map((degrees) => Type.Literal(degrees)))),
};
const place = Type.Integer({ minimum: -32_768, maximum: 32_767 });
const Display = Type.Object({
  ...monitor,
  furtherMonitors: Type.Optional(Type.Array(Type.Object({ ...monitor, left: place, top: place }), { maxItems: 15 })),
});

const AttachTarget = Type.Object({
  dataSource: Type.String({ maxLength: 64 }),
  identifier: Type.String({ maxLength: 128 }),
});

/** 256 bits and more, in the URL-safe alphabet of base64 (RFC 4648, 5). */
export const Share = Type.Object({ key: Type.String({ pattern: "^[A-Za-z0-9_-]{44}$" }) });

const AttachRequest = Type.Object({
  protocol: Type.Literal(1),
  connection: Type.Optional(AttachTarget),
  group: Type.Optional(AttachTarget),
  session: Type.Optional(
    Type.Object({
      id: Type.String({ maxLength: 64 }),
      received: Type.Optional(Type.Integer({ minimum: 0 })),
    }),
  ),
  share: Type.Optional(Share),
  display: Display,
  timezone: Type.String({ maxLength: 64 }),
  lockKeys: Type.Integer({ minimum: 0, maximum: 15 }),
  decodes: Type.Object({ avc: Type.Union([Type.Literal("none"), Type.Literal("avc420"), Type.Literal("avc444")]) }),
});

const Field = Type.Optional(Type.String({ maxLength: 512 }));
const AnswerRequest = Type.Object({ username: Field, password: Field, domain: Field });

/** What a tunnel begins with. Throws TunnelFormatError. */
export function attachIn(message: Uint8Array): Attach {
  const [record, ...more] = decodeRecords(message);
  if (record?.type !== Upstream.Attach || more.length > 0) {
    throw new TunnelFormatError("a line begins with one attach record");
  }
  return decodeAttach(record.payload);
}

/** The payload of an `Attach` record. Throws TunnelFormatError for a wrong shape or a value out of range. */
function decodeAttach(payload: Uint8Array): Attach {
  const attach = checked<Attach>(AttachRequest, payload, "attach");
  const { connection, group, session, share } = attach;
  if ([connection, group, session, share].filter((named) => named !== undefined).length !== 1) {
    throw new TunnelFormatError("attach names a connection, a group, a session or a share, one of these");
  }
  return attach;
}

/** The payload of an `Answer` record. Throws TunnelFormatError, which does not hold the payload. */
export function decodeAnswer(payload: Uint8Array): Answer {
  return checked<Answer>(AnswerRequest, payload, "answer");
}

function checked<Shape>(schema: TSchema, payload: Uint8Array, record: string): Shape {
  const value = decodeJson(payload);
  if (!Value.Check(schema, value)) throw new TunnelFormatError(`${record} has not the shape that was agreed`);
  return value as Shape;
}
