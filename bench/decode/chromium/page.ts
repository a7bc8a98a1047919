declare global {
  interface Window {
    /** Posts the request to the worker of that script, which is started at its first one, and answers what it posts. */
    ask(script: string, request: unknown): Promise<unknown>;
  }
}

const workers = new Map<string, Worker>();

window.ask = (script, request) => {
  const worker = workers.get(script) ?? new Worker(`/bench/decode/chromium/${script}.ts`, { type: "module" });
  workers.set(script, worker);
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.onmessageerror = () => reject(new Error("the worker's answer cannot be read"));
    worker.postMessage(request);
  });
};

export {};
