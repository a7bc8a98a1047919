import { ApiError, errorOf } from "../../api/api-error.ts";

/**
 * PUT with progress, which `fetch` has not.
 * @param progress is told the bytes that have been sent
 * @throws ApiError; what `signal` says
 */
export function put(
  address: string,
  body: Blob,
  signal: AbortSignal,
  progress: (sent: number) => void,
  headers: Readonly<Record<string, string>> = {},
): Promise<void> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    const end = (work: () => void) => {
      signal.removeEventListener("abort", abort);
      work();
    };
    signal.addEventListener("abort", abort);
    request.upload.onprogress = ({ loaded }) => progress(loaded);
    request.onload = () => {
      if (request.status < 300) return end(resolve);
      errorOf(new Response(request.responseText, { status: request.status })).then((error) => end(() => reject(error)));
    };
    request.onerror = () => end(() => reject(new ApiError("UNREACHABLE", 0)));
    request.onabort = () => end(() => reject(signal.reason));
    request.open("PUT", address);
    request.setRequestHeader("content-type", "application/octet-stream");
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.send(body);
  });
}
