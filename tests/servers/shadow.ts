import type { ChildProcess } from "node:child_process";
import { collectOutput, TEST_PASSWORD, TEST_USER } from "./debian-root.ts";
import { freePort, untilListening } from "./ports.ts";
import type { XDisplay } from "./x-display.ts";

/** freerdp-shadow-cli: shares an X display by RDP. */
export interface Shadow {
  readonly port: number;
  stop(): void;
}

/** Shares a display; with `nla` only TEST_USER may in, with `tls` everybody. */
export async function startShadow(display: XDisplay, security: "nla" | "tls"): Promise<Shadow> {
  const port = await freePort();
  const options = security === "nla" ? [`/sam-file:${await writeAccounts(display, port)}`, "+auth"] : ["-auth"];
  const server: ChildProcess = display.start([
    "freerdp-shadow-cli",
    `/port:${port}`,
    "/bind-address:127.0.0.1",
    `/sec:${security}`,
    ...options,
  ]);
  const words = collectOutput(server);
  await untilListening(port).catch((error: Error) => {
    throw new Error(`freerdp-shadow did not start: ${error.message}\n${words()}`);
  });
  return { port, stop: () => server.kill("SIGKILL") };
}

async function writeAccounts(display: XDisplay, port: number): Promise<string> {
  const name = `/tmp/shadow-${port}.sam`;
  const line = await display.root.run(["winpr-hash", "-u", TEST_USER, "-p", TEST_PASSWORD, "-f", "sam"]);
  await display.root.write(name, line, 0o600);
  return name;
}
