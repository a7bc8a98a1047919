import { benchSession } from "./session/session.ts";

const BENCHES: Readonly<Record<string, (args: readonly string[]) => Promise<void>>> = {
  session: benchSession,
};

const USAGE = `npm run bench -- session [--only shadow] [--seconds N] [--client decode|acknowledge] [--node "FLAGS"]
npm run bench -- relay
npm run bench -- decode
`;

const [name = "session", ...args] = process.argv.slice(2);
const bench = BENCHES[name];
if (bench) {
  await bench(args);
} else {
  process.stderr.write(USAGE);
  process.exitCode = 2;
}
