import { parseArgs } from "node:util";
import { startPlayground } from "./playground.ts";

const GRAPHICS = ["planar", "uncompressed", "clearcodec", "progressive", "bitmaps"] as const;
const USAGE = `node packages/playground/src/main.ts [--port 13389] [--user demo] [--password demo] [--graphics planar]

A small RDP server with a demo desktop, on 127.0.0.1.
--graphics  how the picture travels: ${GRAPHICS.join(", ")}
`;

function fail(message: string): never {
  process.stderr.write(`${message}\n`);
  process.exit(1);
}

function readCommandLine() {
  const text = (value: string) => ({ type: "string", default: value }) as const;
  const { values } = parseArgs({
    options: { port: text("13389"), user: text("demo"), password: text("demo"), graphics: text("planar") },
  });
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`--port ${values.port} is no port`);
  const graphics = GRAPHICS.find((name) => name === values.graphics);
  if (!graphics) throw new Error(`--graphics ${values.graphics} is none of ${GRAPHICS.join(", ")}`);
  return { port, graphics, account: { username: values.user, password: values.password } };
}

function commandLineOrExit(): ReturnType<typeof readCommandLine> {
  try {
    return readCommandLine();
  } catch (error) {
    return fail(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
  }
}

const commandLine = commandLineOrExit();
try {
  const playground = await startPlayground(commandLine);
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => void playground.stop());
} catch (error) {
  const isTaken = error instanceof Error && "code" in error && error.code === "EADDRINUSE";
  const reason = isTaken ? `port ${commandLine.port} is taken by another program` : String(error);
  fail(`The demo desktop cannot start: ${reason}.`);
}
