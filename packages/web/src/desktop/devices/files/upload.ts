import { ApiError } from "../../../api/api-error.ts";
import { waitBeforeAttempt } from "../../worker/backoff.ts";
import { put } from "../put.ts";
import type { DriveApi } from "./drive-api.ts";

/** Attempts without a byte that got through, after which an upload is given up. */
const MOST_ATTEMPTS = 8;

/**
 * Uploads a file, and goes on where it stopped when the line breaks.
 * @param progress is told the bytes that have arrived
 * @throws ApiError; AbortError when `signal` says so
 */
export async function upload(
  api: DriveApi,
  path: string,
  file: File,
  options: { readonly replace: boolean; readonly signal: AbortSignal; readonly progress: (bytes: number) => void },
): Promise<void> {
  const { replace, signal, progress } = options;
  let attempts = 0;
  let before = 0;
  for (;;) {
    try {
      const offset = await api.received(path, file, replace);
      if (offset > before) attempts = 0;
      before = offset;
      progress(offset);
      await put(api.uploadAddress(path, file, offset, replace), file.slice(offset), signal, (sent) =>
        progress(offset + sent),
      );
      return;
    } catch (error) {
      const mayRepeat = error instanceof ApiError && error.type === "UNREACHABLE" && ++attempts < MOST_ATTEMPTS;
      if (!mayRepeat) throw error;
      await wait(waitBeforeAttempt(attempts, Math.random()), signal);
    }
  }
}

function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(signal.reason);
    });
  });
}
