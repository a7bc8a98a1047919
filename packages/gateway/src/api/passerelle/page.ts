import { type TSchema, Type } from "typebox";

/** The query of every list: `search` in its texts, `sort` by a field (`-field`: from the end), a page of it. */
export function pageQuery<Field extends string>(fields: readonly Field[]) {
  return Type.Object({
    search: Type.Optional(Type.String({ maxLength: 256 })),
    sort: Type.Optional(
      Type.Union(fields.flatMap((field) => [Type.Literal(field), Type.Literal(`-${field}` as const)])),
    ),
    offset: Type.Integer({ minimum: 0, maximum: 1_000_000_000, default: 0 }),
    limit: Type.Integer({ minimum: 1, maximum: 200, default: 50 }),
  });
}

/** The answer of every list: a page, and how many there are in all. */
export function pageOf<Item extends TSchema>(item: Item) {
  return Type.Object({ total: Type.Integer(), items: Type.Array(item) });
}
