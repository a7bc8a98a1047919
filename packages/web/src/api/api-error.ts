/** The kinds of failure: those of the API's own error body, and two that have no such body. */
export type ApiErrorType =
  | "BAD_REQUEST"
  | "INVALID_CREDENTIALS"
  | "INSUFFICIENT_CREDENTIALS"
  | "PERMISSION_DENIED"
  | "NOT_FOUND"
  | "INTERNAL_ERROR"
  /** No answer at all, or a reverse proxy answered that the gateway does not. */
  | "UNREACHABLE"
  /** An answer that is not the API's. */
  | "UNEXPECTED";

interface ErrorBody {
  readonly type?: ApiErrorType;
  readonly message?: string | null;
  readonly translatableMessage?: { readonly key: string; readonly variables?: Readonly<Record<string, string>> | null };
  readonly expected?: readonly ExpectedField[] | null;
}

/** A field that a login asks for; what the enrolment in TOTP shows comes with it. */
export interface ExpectedField {
  readonly name: string;
  readonly type: string;
  readonly [more: string]: unknown;
}

/** The one error that the functions of this folder throw. */
export class ApiError extends Error {
  readonly type: ApiErrorType;
  /** HTTP status, 0 if there was no answer. */
  readonly status: number;
  /** Guacamole's translation key, such as `LOGIN.ERROR_NOT_VALID`. */
  readonly key: string | undefined;
  /** What the server itself says, in English; undefined if it says nothing that people could use. */
  readonly detail: string | undefined;
  /** The login fields that the gateway asks for. */
  readonly expected: readonly ExpectedField[];

  constructor(type: ApiErrorType, status: number, body: ErrorBody = {}) {
    const detail = body.translatableMessage?.variables?.MESSAGE ?? body.message ?? undefined;
    super(detail ?? type);
    this.name = "ApiError";
    this.type = type;
    this.status = status;
    this.detail = detail;
    this.key = body.translatableMessage?.key;
    this.expected = body.expected ?? [];
  }
}

/** Reads the error out of an answer that is not a success. */
export async function errorOf(response: Response): Promise<ApiError> {
  const body = await response.json().catch(() => undefined);
  if (typeof body === "object" && body !== null && "type" in body) {
    const error = body as ErrorBody;
    return new ApiError(error.type ?? "UNEXPECTED", response.status, error);
  }
  const isProxy = response.status >= 502 && response.status <= 504;
  return new ApiError(isProxy ? "UNREACHABLE" : "UNEXPECTED", response.status);
}
