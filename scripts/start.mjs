// `npm start`: installs and builds what is missing, then runs the gateway and the demo desktop.
// Runs with the system's Node 20 or later and built-in modules only; the rest runs with the Node of node_modules.
import { spawn, spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { constants } from "node:os";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { installPackages } from "./npm-install.mjs";

const OLDEST_NODE = 20;
const GATEWAY_NODE = 26;
/** The demo connection is stored with it, so it stays the same from start to start. */
const PLAYGROUND_PORT = 13389;
/** One Ctrl+C arrives from the terminal and from npm. */
const SAME_SIGNAL_MS = 500;

function say(text) {
  process.stdout.write(`${text}\n`);
}

function fail(text) {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}

/** When a file, or the newest file below a folder, was last changed; 0 when there is none. */
function changedAt(path) {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined || !stats.isDirectory()) {
    return stats?.mtimeMs ?? 0;
  }
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => changedAt(join(path, name))));
}

function buildPage() {
  const sources = [
    ...["src", "public", "tools", "index.html", "vite.config.ts", "package.json"].map((name) => `packages/web/${name}`),
    ...["packages/graphics/src", "packages/graphics/tools", "packages/tunnel/src"],
  ];
  if (Math.max(...sources.map(changedAt)) > changedAt("packages/web/dist/index.html")) {
    say("Building the page ...");
    const { status } = spawnSync("npm", ["run", "build", "-w", "packages/web"], { stdio: "inherit" });
    if (status !== 0) {
      fail("The page could not be built; see above.");
    }
  }
}

/** The Node that runs the TypeScript sources. */
function modernNode() {
  const pinned = resolve("node_modules/.bin/node");
  if (existsSync(pinned)) {
    return pinned;
  }
  if (Number.parseInt(process.versions.node, 10) >= GATEWAY_NODE) {
    return process.execPath;
  }
  return fail(`There is no ready-made Node ${GATEWAY_NODE} for this system; install it and start again with it.`);
}

/** A child in a process group of its own, so that a Ctrl+C reaches it once, through us. */
function run(node, script, parameters, environment) {
  return spawn(node, [script, ...parameters], {
    stdio: "inherit",
    detached: true,
    env: { ...process.env, ...environment },
  });
}

function startPlayground(node) {
  const script = "packages/playground/src/main.ts";
  const hasServer = Object.keys(process.env).some((name) => /^POSTGRES(QL)?_(HOSTNAME|DATABASE)/.test(name));
  const isOffered = !process.env.PASSERELLE_DEMO_DESKTOP && !hasServer;
  if (!isOffered || !existsSync(script)) {
    return undefined;
  }
  const playground = run(node, script, ["--port", String(PLAYGROUND_PORT)], {});
  playground.on("exit", (code) => {
    if (code !== null && code !== 0) {
      say(`The demo desktop ended (exit code ${code}); the gateway goes on without it.`);
    }
  });
  return playground;
}

/** Without it glibc keeps what sessions have used: two thirds of what a further session takes (mallopt(3)). */
const GIVE_MEMORY_BACK = { MALLOC_TRIM_THRESHOLD_: String(128 * 1024) };

function startGateway(node, playground) {
  const dataFolder = process.env.PASSERELLE_DATA_DIR || resolve("data");
  const demo = playground === undefined ? {} : { PASSERELLE_DEMO_DESKTOP: `127.0.0.1:${PLAYGROUND_PORT}` };
  return run(node, "packages/gateway/src/main.ts", [], {
    ...GIVE_MEMORY_BACK,
    PASSERELLE_DATA_DIR: dataFolder,
    ...demo,
  });
}

function forwardSignals(child) {
  let last = 0;
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => {
      const now = Date.now();
      if (now - last > SAME_SIGNAL_MS) {
        child.kill(signal === "SIGHUP" ? "SIGTERM" : signal);
      }
      last = now;
    });
  }
}

if (Number.parseInt(process.versions.node, 10) < OLDEST_NODE) {
  fail(`Node ${OLDEST_NODE} or later is needed; this is ${process.version}.`);
}
process.chdir(fileURLToPath(new URL("..", import.meta.url)));
installPackages();
buildPage();
const node = modernNode();
const playground = startPlayground(node);
const gateway = startGateway(node, playground);
forwardSignals(gateway);
gateway.on("exit", (code, signal) => {
  playground?.kill("SIGTERM");
  process.exitCode = code ?? 128 + constants.signals[signal];
});
