import { ApiError, errorOf } from "./api-error.ts";

const endListeners = new Set<() => void>();

/** Calls `listener` when the gateway no longer knows this browser's sign-in. */
export function onSignInEnded(listener: () => void): void {
  endListeners.add(listener);
}

type Body = object | URLSearchParams | string;

async function send(method: string, path: string, body?: Body): Promise<Response> {
  const isReady = body instanceof URLSearchParams || typeof body === "string";
  try {
    return await fetch(path, {
      method,
      credentials: "same-origin",
      ...(body !== undefined && !isReady && { headers: { "content-type": "application/json" } }),
      ...(body !== undefined && { body: isReady ? body : JSON.stringify(body) }),
    });
  } catch {
    throw new ApiError("UNREACHABLE", 0);
  }
}

/**
 * The API answers a missing permission and an ended sign-in with the same 403; only `HEAD session` tells them apart.
 */
async function noticeEndOfSignIn(error: ApiError): Promise<void> {
  if (error.type !== "PERMISSION_DENIED") return;
  const session = await send("HEAD", "api/session").catch(() => undefined);
  if (session?.status === 403) for (const listener of endListeners) listener();
}

/**
 * Calls the gateway's API.
 * @param path relative to the document, such as `api/session`, so that it works under any prefix.
 * @param body an object is sent as JSON, URLSearchParams as a form, a string as plain text.
 * @returns the JSON of the answer, undefined where there is none.
 * @throws ApiError
 */
export async function request(method: string, path: string, body?: Body): Promise<unknown> {
  const response = await send(method, path, body);
  if (!response.ok) {
    const error = await errorOf(response);
    await noticeEndOfSignIn(error);
    throw error;
  }
  const text = await response.text();
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new ApiError("UNEXPECTED", response.status);
  }
}
