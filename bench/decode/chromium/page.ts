/** Asks the worker to paint frames of a workload. */
export interface PaintRequest {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
}

declare global {
  interface Window {
    paint(request: PaintRequest): Promise<void>;
  }
}

const worker = new Worker("/bench/decode/chromium/worker.ts", { type: "module" });

window.paint = (request) =>
  new Promise((resolve, reject) => {
    worker.onmessage = () => resolve();
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(request);
  });
