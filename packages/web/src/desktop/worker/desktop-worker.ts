import { DesktopSession } from "./desktop-session.ts";
import type { WorkerReport, WorkerRequest } from "./messages.ts";

/** The worker of one desktop: it begins with `open`. */
let session: DesktopSession | undefined;

function report(message: WorkerReport): void {
  postMessage(message);
}

addEventListener("message", ({ data }: MessageEvent<WorkerRequest>) => {
  switch (data.kind) {
    case "open":
      session = new DesktopSession(data, report);
      break;
    case "intend":
      session?.intend(data.intentions);
      break;
    case "answer":
      session?.answer(data.answer);
      break;
    case "retry":
      session?.retry();
      break;
  }
});
