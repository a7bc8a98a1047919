import type { FastifyRequest } from "fastify";
import { type Static, type TSchema, Type } from "typebox";
import { ApiError, badRequest, unsupported } from "../api-error.ts";
import { knownError } from "../known-error.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import type { Context, Directory } from "./directory.ts";

/** More do not fit in the largest body. */
const MAX_PATCHES = 50_000;

export const Patches = Type.Array(
  Type.Object({ op: Type.String(), path: Type.String({ maxLength: 1024 }), value: Type.Optional(Type.Unknown()) }),
  { maxItems: MAX_PATCHES },
);
type Patch = Static<typeof Patches>[number];

/** One change of a batch, checked and ready to be made; answers the identifier of what it changed. */
type Step = (context: Context) => Promise<string>;

/** What became of one patch. */
interface Outcome {
  readonly op: string;
  readonly identifier: string | null;
  readonly path: string;
  readonly error?: object;
}

/** The object that a path such as `/42` names. @throws ApiError */
export function identifierIn({ path }: Patch): string {
  if (!path.startsWith("/") || path === "/") {
    throw badRequest(`The path "${path}" names no object.`);
  }
  return path.slice(1);
}

/** The value of a patch, checked and coerced as a body would be. */
function checkedValue<Body extends TSchema>(request: FastifyRequest, { value }: Patch, body: Body): Static<Body> {
  const validate = request.compileValidationSchema(body);
  if (validate(value) !== true) {
    const [fault] = validate.errors ?? [];
    throw badRequest(`value${fault?.instancePath ?? ""} ${fault?.message ?? "is wrong"}`);
  }
  return value as Static<Body>;
}

async function stepOf<Body extends TSchema, Prepared>(
  context: Context,
  request: FastifyRequest,
  patch: Patch,
  directory: Directory<Body, Prepared>,
): Promise<Step> {
  if (patch.op === "add") {
    if (patch.path !== "/") {
      throw badRequest(`Objects are added at "/", not at "${patch.path}".`);
    }
    await directory.authorize?.(context, undefined);
    const prepared = await directory.prepare(checkedValue(request, patch, directory.body));
    return async (changing) => (await directory.create(changing, prepared)).identifier;
  }
  if (patch.op === "replace") {
    const identifier = identifierIn(patch);
    await directory.authorize?.(context, identifier);
    const prepared = await directory.prepare(checkedValue(request, patch, directory.body));
    return async (changing) => {
      await directory.replace(changing, identifier, prepared);
      return identifier;
    };
  }
  if (patch.op === "remove") {
    const identifier = identifierIn(patch);
    return async (changing) => {
      await directory.remove(changing, identifier);
      return identifier;
    };
  }
  throw operationError(patch);
}

/** The answer to an operation that is none of those that a batch may have. */
export function operationError({ op }: Patch): ApiError {
  return ["test", "copy", "move"].includes(op)
    ? unsupported(`The operation "${op}" is not supported.`)
    : badRequest(`There is no operation "${op}".`);
}

/** The outcome of a patch that was refused; other errors are thrown on. */
function failed({ op, path }: Patch, error: unknown): Outcome {
  const refusal = knownError(error);
  if (refusal === undefined) {
    throw error;
  }
  return { op, identifier: null, path, error: refusal.translatableMessage };
}

/** The answer when some patches were refused: nothing was done. */
function failure(outcomes: readonly Outcome[]): ApiError {
  const patches = outcomes.map((outcome) => (outcome.op === "add" ? { ...outcome, identifier: null } : outcome));
  return new ApiError("BAD_REQUEST", "The patches were not applied.", { patches });
}

/** Makes all changes of a batch in one transaction, or none. */
async function apply(
  context: Context,
  patches: readonly Patch[],
  steps: readonly (Step | Outcome)[],
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  for (const [index, step] of steps.entries()) {
    const patch = patches[index];
    const { op, path } = patch;
    if (typeof step === "function") {
      outcomes.push(
        await step(context).then(
          (identifier) => ({ op, identifier, path }),
          (error: unknown) => failed(patch, error),
        ),
      );
    } else {
      outcomes.push(step);
    }
  }
  if (outcomes.some((outcome) => outcome.error !== undefined)) {
    throw failure(outcomes);
  }
  return outcomes;
}

/** PATCH of a directory: `add` at `/`, `replace` and `remove` at `/{identifier}`; all of it or nothing. */
export function batchRoute<Body extends TSchema, Prepared>(
  routes: Routes,
  { queries, sessions }: Services,
  directory: Directory<Body, Prepared>,
): void {
  const { path, noun } = directory;
  const schema = { tags: [path], summary: `Makes, replaces and deletes: each ${noun} or none`, body: Patches };
  routes.patch(`/${path}`, { schema }, async (request) => {
    const { caller, body } = request;
    const unsupportedPatch = body.find(({ op }) => !["add", "replace", "remove"].includes(op));
    if (unsupportedPatch !== undefined) {
      throw operationError(unsupportedPatch);
    }
    const steps: (Step | Outcome)[] = [];
    for (const patch of body) {
      steps.push(
        await stepOf({ db: queries, caller }, request, patch, directory).catch((error: unknown) =>
          failed(patch, error),
        ),
      );
    }
    const patches = await queries.transaction().execute((db) => apply({ db, caller }, body, steps));
    sessions.recheck();
    request.log.info({ patches: patches.length, username: caller.username }, `batch of ${path} applied`);
    return { patches };
  });
}
