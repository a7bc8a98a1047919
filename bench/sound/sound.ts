import { setTimeout as delay } from "node:timers/promises";
import { DeviceLine, HeadlessDesktop, percentile } from "@passerelle/headless";
import { MicrophoneServer, pcmFormat, SoundServer, startPlayground, tone } from "@passerelle/playground";
import {
  DeviceDown,
  DeviceUp,
  decodeJson,
  decodeSoundBlock,
  encodeJson,
  encodeSoundPlayed,
  ImaAdpcmEncoder,
  type MicrophoneState,
} from "@passerelle/tunnel";
import { until } from "../../tests/servers/ports.ts";
import { ADMINISTRATOR, GatewayProcess } from "../session/gateway.ts";
import { cpuSeconds } from "../session/process-figures.ts";
import { digits, print, printTable } from "../table.ts";

const CONNECTION = "desk";
/** What Guacamole sends of all sound, and what a server without codecs has. */
const CD = pcmFormat(44_100, 2);
const VOICE = pcmFormat(16_000, 1);
/** 20 ms each. */
const BLOCKS = 500;
const BLOCK_TIME = 20;
/** A block of the microphone, as the gateway asks for it. */
const VOICE_FRAMES = 313;
const WARM_UP = 50;
/** A record and a WebSocket message around each block on the line. */
const FRAMING = 8;

interface Way {
  readonly name: string;
  /** Milliseconds of each block between playground and client. */
  readonly delays: readonly number[];
  /** Bytes on the browser's line. */
  readonly bytes: number;
  /** Bytes that raw PCM would be. */
  readonly raw: number;
  /** Seconds of the gateway's processor. */
  readonly cpu: number;
}

/** Sound to the page and from it, block by block; prints the gateway's own part of the delay, and the bytes beside raw PCM. */
export async function benchSound(): Promise<void> {
  const sound = new SoundServer({ formats: [CD] });
  const microphone = new MicrophoneServer([VOICE]);
  const playground = await startPlayground({ channels: () => [sound, microphone] });
  const gateway = await GatewayProcess.start([]);
  try {
    await gateway.createConnection(CONNECTION, {
      ...{ hostname: "127.0.0.1", port: String(playground.port), username: "demo", password: "demo" },
      ...{ "ignore-cert": "true", "enable-audio-input": "true" },
    });
    const account = { url: gateway.url, ...ADMINISTRATOR };
    const desktop = await HeadlessDesktop.open({ ...account, connection: CONNECTION });
    const page = new Page();
    const line = await DeviceLine.open({
      ...account,
      session: desktop.session ?? "",
      received: ({ type, payload }) => page.take(type, payload),
    });
    page.line = line;
    await sound.agreed;
    const ways = [await play(sound, page, gateway.pid), await speak(microphone, line, page, gateway.pid)];
    line.close();
    await desktop.disconnect();
    printWays(ways);
  } finally {
    await gateway.stop();
    await playground.stop();
  }
}

/** Plays every block as soon as it comes, and notes when that was. */
class Page {
  arrivals: number[] = [];
  bytes = 0;
  /** The desktop wants to listen. */
  isAsked = false;

  line: DeviceLine | undefined;

  take(type: number, payload: Uint8Array): void {
    if (type === DeviceDown.MicrophoneState) {
      this.isAsked = (decodeJson(payload) as MicrophoneState).state === "open";
    }
    if (type !== DeviceDown.SoundBlock) return;
    this.arrivals.push(performance.now());
    this.bytes += payload.length + FRAMING;
    this.line?.send(DeviceUp.SoundPlayed, encodeSoundPlayed(decodeSoundBlock(payload)));
  }
}

async function play(sound: SoundServer, page: Page, pid: number): Promise<Way> {
  const frames = (CD.rate * BLOCK_TIME) / 1000;
  const departures: number[] = [];
  let cpu = 0;
  for (let block = 0; block < WARM_UP + BLOCKS; block++) {
    if (block === WARM_UP) {
      page.arrivals = [];
      page.bytes = 0;
      departures.length = 0;
      cpu = cpuSeconds(pid);
    }
    const pcm = tone(CD, 440, block * frames, frames);
    departures.push(performance.now());
    await Promise.all([sound.play(pcm), delay(BLOCK_TIME)]);
  }
  return {
    name: "sound: wave in, line out",
    delays: departures.map((departed, at) => (page.arrivals[at] ?? Number.NaN) - departed),
    bytes: page.bytes,
    raw: BLOCKS * frames * CD.blockAlign,
    cpu: cpuSeconds(pid) - cpu,
  };
}

async function speak(microphone: MicrophoneServer, line: DeviceLine, page: Page, pid: number): Promise<Way> {
  const frames = VOICE_FRAMES;
  const encoder = new ImaAdpcmEncoder(1);
  const opened = microphone.listen(frames);
  await until("the page is asked", () => page.isAsked);
  line.send(DeviceUp.MicrophoneAnswer, encodeJson({ isAllowed: true }));
  await opened;
  const delays: number[] = [];
  let bytes = 0;
  let cpu = 0;
  for (let block = 0; block < WARM_UP + BLOCKS; block++) {
    if (block === WARM_UP) {
      delays.length = 0;
      bytes = 0;
      cpu = cpuSeconds(pid);
    }
    const spoken = encoder.encode(tone(VOICE, 440, block * frames, frames));
    bytes += spoken.length + FRAMING;
    const departed = performance.now();
    const heard = microphone.nextPacket();
    line.send(DeviceUp.MicrophoneBlock, spoken);
    await heard;
    delays.push(performance.now() - departed);
    await delay(BLOCK_TIME);
  }
  return {
    name: "microphone: line in, RDP out",
    delays,
    bytes,
    raw: BLOCKS * frames * VOICE.blockAlign,
    cpu: cpuSeconds(pid) - cpu,
  };
}

function printWays(ways: readonly Way[]): void {
  print(`\n${BLOCKS} blocks of ${BLOCK_TIME} ms each.\n`);
  printTable(
    ["", "ms p50", "p95", "kbit/s", "raw PCM", "ratio", "gateway ms CPU a second of sound"],
    ways.map(({ name, delays, bytes, raw, cpu }) => [
      name,
      digits(percentile(delays, 0.5)),
      digits(percentile(delays, 0.95)),
      digits(kilobits(bytes)),
      digits(kilobits(raw)),
      digits(bytes / raw),
      digits((cpu * 1000) / ((BLOCKS * BLOCK_TIME) / 1000)),
    ]),
  );
}

function kilobits(bytes: number): number {
  return (bytes * 8) / (BLOCKS * BLOCK_TIME);
}
