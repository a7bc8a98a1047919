// Loaded into the measured gateway before its own code: SIGUSR2 collects garbage, so that memory can be compared.
process.on("SIGUSR2", () => globalThis.gc?.());
