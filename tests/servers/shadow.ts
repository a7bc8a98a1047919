import type { ChildProcess } from "node:child_process";
import { collectOutput, TEST_PASSWORD, TEST_USER } from "./debian-root.ts";
import { freePort, untilListening } from "./ports.ts";
import type { XDisplay } from "./x-display.ts";

/** freerdp-shadow-cli: shares an X display by RDP. */
export interface Shadow {
  readonly port: number;
  stop(): void;
}

/** The programs of FreeRDP 2 (bookworm) and FreeRDP 3 (trixie). */
const PROGRAMS = {
  2: { server: "freerdp-shadow-cli", hash: "winpr-hash" },
  3: { server: "freerdp-shadow-cli3", hash: "winpr-hash3" },
} as const;

/** Shares a display; with `nla` only TEST_USER may in, with `tls` everybody. */
export async function startShadow(display: XDisplay, security: "nla" | "tls", version: 2 | 3 = 2): Promise<Shadow> {
  const { server: program, hash } = PROGRAMS[version];
  const port = await freePort();
  const options = security === "nla" ? [`/sam-file:${await writeAccounts(display, port, hash)}`, "+auth"] : ["-auth"];
  const server: ChildProcess = display.start([
    program,
    `/port:${port}`,
    "/bind-address:127.0.0.1",
    `/sec:${security}`,
    ...options,
  ]);
  const words = collectOutput(server);
  await untilListening(port).catch((error: Error) => {
    throw new Error(`${program} did not start: ${error.message}\n${words()}`);
  });
  return { port, stop: () => server.kill("SIGKILL") };
}

async function writeAccounts(display: XDisplay, port: number, program: string): Promise<string> {
  const name = `/tmp/shadow-${port}.sam`;
  const line = await display.root.run([program, "-u", TEST_USER, "-p", TEST_PASSWORD, "-f", "sam"]);
  await display.root.write(name, line, 0o600);
  return name;
}
