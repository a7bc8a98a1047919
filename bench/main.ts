import { benchDatabase } from "./database/database.ts";
import { benchDecode } from "./decode/decode.ts";
import { benchDevices } from "./devices/devices.ts";
import { benchHours } from "./hours/hours.ts";
import { benchMemory } from "./memory/memory.ts";
import { benchRelay } from "./relay/relay.ts";
import { benchSession } from "./session/session.ts";
import { benchSize } from "./size.ts";
import { benchSound } from "./sound/sound.ts";

const BENCHES: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  session: benchSession,
  relay: benchRelay,
  decode: benchDecode,
  memory: benchMemory,
  database: benchDatabase,
  hours: benchHours,
  sound: benchSound,
  devices: benchDevices,
  size: benchSize,
};

const USAGE = `npm run bench -- session [--only SERVER] [--activity idle|office|scroll|video|latency] [--seconds N]
              [--client decode|acknowledge] [--node="FLAGS"]
npm run bench -- relay
npm run bench -- decode
npm run bench -- memory
npm run bench -- database
npm run bench -- hours
npm run bench -- sound
npm run bench -- devices
npm run bench -- size
`;

const [name = "session", ...args] = process.argv.slice(2);
const bench = BENCHES[name];
if (bench) {
  await bench(args);
} else {
  process.stderr.write(USAGE);
  process.exitCode = 2;
}
