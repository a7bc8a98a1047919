import { DecoderKernels } from "./decoder-kernels.ts";
import { DesktopSession } from "./desktop-session.ts";
import { findAvcSupport } from "./h264-support.ts";
import type { WorkerReport, WorkerRequest } from "./messages.ts";

const kernels = DecoderKernels.load();
/** A worker that has no kernels is of no use: the page hears of it as of any other error. */
kernels.catch(reportError);

const avc = findAvcSupport();

/** The session of one desktop: it begins with `open`. */
let session: Promise<DesktopSession> | undefined;

function report(message: WorkerReport): void {
  postMessage(message);
}

async function obey(data: WorkerRequest): Promise<void> {
  if (data.kind === "heartbeat") {
    report({ kind: "alive" });
    return;
  }
  if (data.kind === "open") {
    session = Promise.all([kernels, avc]).then(([kernels, avc]) => new DesktopSession(data, kernels, avc, report));
    return;
  }
  const opened = await session;
  switch (data.kind) {
    case "intend":
      opened?.intend(data.intentions);
      break;
    case "answer":
      opened?.answer(data.answer);
      break;
    case "add-view":
      opened?.screen.addView(data.view, data.canvas);
      break;
    case "remove-view":
      opened?.screen.removeView(data.view);
      break;
    case "arrange":
      opened?.screen.arrange(data.arrangement);
      break;
    case "retry":
      opened?.retry();
      break;
    case "measure":
      opened?.measure(data.on);
      break;
  }
}

addEventListener("message", ({ data }: MessageEvent<WorkerRequest>) => {
  obey(data).catch(reportError);
});
