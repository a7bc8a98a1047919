import { setTimeout as delay } from "node:timers/promises";
import { HeadlessDesktop } from "@passerelle/headless";
import { type Playground, startPlayground } from "@passerelle/playground";
import { ADMIN, ADMIN_PASSWORD, GatewayProcess } from "../../tests/servers/gateway.ts";
import { proportionalMemory } from "../session/process-figures.ts";
import { digits, print } from "../table.ts";

const SESSIONS = 20;
const ROUNDS = 4;
/** Milliseconds of work before the memory is read. */
const SETTLING = 8_000;
const DISPLAY = { width: 1920, height: 1080, scale: 100 };

/**
 * What a further session takes of the gateway's memory: its PSS with 1 and with 20 sessions on the demo desktop, in turns.
 * The first round also takes memory that the process keeps for the next ones.
 */
export async function benchMemory(): Promise<void> {
  const playground = await startPlayground();
  const gateway = await GatewayProcess.start();
  try {
    const connection = await connect(gateway, playground);
    for (let round = 1; round <= ROUNDS; round++) {
      const one = await memoryWith(1, gateway, connection);
      const many = await memoryWith(SESSIONS, gateway, connection);
      const each = (many - one) / (SESSIONS - 1);
      const figures = [`${digits(one)} MiB with 1 session`, `${digits(many)} with ${SESSIONS}`, `${digits(each)} each`];
      print(`round ${round}: ${figures.join(", ")}`);
    }
  } finally {
    await gateway.stop();
    await playground.stop();
  }
}

function connect(gateway: GatewayProcess, playground: Playground): Promise<string> {
  return gateway.createConnection("Demo", {
    hostname: "127.0.0.1",
    port: String(playground.port),
    username: "demo",
    password: "demo",
    "ignore-cert": "true",
  });
}

async function memoryWith(count: number, gateway: GatewayProcess, connection: string): Promise<number> {
  const options = { url: gateway.url, username: ADMIN, password: ADMIN_PASSWORD, connection, display: DISPLAY };
  const desktops: HeadlessDesktop[] = [];
  try {
    for (let index = 0; index < count; index++) desktops.push(await HeadlessDesktop.open(options));
    await delay(SETTLING);
    return proportionalMemory(gateway.pid);
  } finally {
    for (const desktop of desktops) await desktop.disconnect();
  }
}
