/** Guacamole's kinds of errors, each with the HTTP status that it usually has. */
const STATUS = {
  BAD_REQUEST: 400,
  INVALID_CREDENTIALS: 403,
  INSUFFICIENT_CREDENTIALS: 403,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  INTERNAL_ERROR: 500,
} as const;
export type ApiErrorType = keyof typeof STATUS;

/** A form field, as in schema answers. */
interface Field {
  readonly name: string;
  readonly type: string;
  readonly options?: readonly string[];
}

interface Details {
  /** HTTP status, when it is not the type's usual one. */
  readonly status?: number;
  /** Key of Guacamole's translations. */
  readonly key?: string;
  /** What its text names, such as the least length of a password. */
  readonly variables?: Readonly<Record<string, number>>;
  /** What a login still needs. */
  readonly expected?: readonly Pick<Field, "name" | "type">[];
  /** What became of each patch of a batch. */
  readonly patches?: readonly object[];
}

/** An answer other than success, in the shape of Guacamole's API. */
export class ApiError extends Error {
  override readonly name = "ApiError";
  readonly type: ApiErrorType;
  readonly status: number;
  readonly #details: Details;

  constructor(type: ApiErrorType, message: string, details: Details = {}) {
    super(message);
    this.type = type;
    this.status = details.status ?? STATUS[type];
    this.#details = details;
  }

  /** The message as Guacamole's pages translate it. */
  get translatableMessage(): object {
    const { key, variables = null } = this.#details;
    return key === undefined
      ? { key: "APP.TEXT_UNTRANSLATED", variables: { MESSAGE: this.message } }
      : { key, variables };
  }

  /** The body that goes with the status. */
  toJSON(): object {
    const { message, translatableMessage, type } = this;
    const { expected = null, patches = null } = this.#details;
    return { message, translatableMessage, statusCode: null, expected, patches, type };
  }
}

export function permissionDenied(message = "Permission Denied."): ApiError {
  return new ApiError("PERMISSION_DENIED", message);
}

/** What Guacamole answers to what it cannot do, and to what nobody may do to himself. */
export function unsupported(message: string): ApiError {
  return new ApiError("INTERNAL_ERROR", message, { status: 501 });
}

export function notFound(identifier: string): ApiError {
  return new ApiError("NOT_FOUND", `Not found: "${identifier}"`);
}

export function badRequest(message: string): ApiError {
  return new ApiError("BAD_REQUEST", message);
}

/** What cannot be done as things stand now. */
export function conflict(message: string): ApiError {
  return new ApiError("BAD_REQUEST", message, { status: 409 });
}
