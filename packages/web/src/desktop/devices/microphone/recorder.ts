import { onGesture } from "../sound/gestures.ts";
import workletUrl from "./recorder.worklet.ts?worker&url";
import { RECORDER, type RecorderOptions } from "./recorder-options.ts";

export interface RecorderListener {
  /** Sound of the microphone, in pieces of the length that was asked for. */
  recorded(samples: Float32Array<ArrayBuffer>): void;
  /** The microphone was unplugged, or the browser has taken it back. */
  ended(): void;
}

/** An open microphone. */
export class Recorder {
  readonly #stream: MediaStream;
  readonly #context = new AudioContext({ latencyHint: "interactive" });
  readonly #stopped = new AbortController();

  private constructor(stream: MediaStream) {
    this.#stream = stream;
    onGesture(() => {
      if (this.#context.state !== "running") this.#context.resume().catch(() => {});
    }, this.#stopped.signal);
  }

  /**
   * Opens a microphone; the browser asks the person whether it may. Rejects with a DOMException as `getUserMedia` does.
   * @param device the microphone's id; "" is that of the system
   */
  static async open(options: RecorderOptions, device: string, listener: RecorderListener): Promise<Recorder> {
    const stream = await navigator.mediaDevices.getUserMedia({
      audio: {
        channelCount: 1,
        echoCancellation: true,
        noiseSuppression: true,
        autoGainControl: true,
        ...(device !== "" && { deviceId: device }),
      },
    });
    const recorder = new Recorder(stream);
    try {
      await recorder.#connect(options, listener);
    } catch (error) {
      recorder.stop();
      throw error;
    }
    return recorder;
  }

  /** Whether it hears nothing but silence. */
  setMuted(isMuted: boolean): void {
    for (const track of this.#stream.getTracks()) track.enabled = !isMuted;
  }

  stop(): void {
    this.#stopped.abort();
    for (const track of this.#stream.getTracks()) track.stop();
    void this.#context.close();
  }

  async #connect(processorOptions: RecorderOptions, { recorded, ended }: RecorderListener): Promise<void> {
    const context = this.#context;
    const { signal } = this.#stopped;
    for (const track of this.#stream.getTracks()) track.addEventListener("ended", ended, { signal });
    await context.audioWorklet.addModule(workletUrl);
    const node = new AudioWorkletNode(context, RECORDER, {
      channelCount: 1,
      channelCountMode: "explicit",
      processorOptions,
    });
    node.port.onmessage = ({ data }: MessageEvent<Float32Array<ArrayBuffer>>) => {
      if (!signal.aborted) recorded(data);
    };
    // It gives silence out; what leads nowhere is not processed.
    context.createMediaStreamSource(this.#stream).connect(node).connect(context.destination);
  }
}
