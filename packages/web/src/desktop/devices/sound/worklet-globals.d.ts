/** What modules of an AudioWorklet find; TypeScript's libraries do not know it. https://webaudio.github.io/web-audio-api/#AudioWorkletGlobalScope */
declare const sampleRate: number;
/** Seconds: when the samples that are being made are played. */
declare const currentTime: number;

declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}

declare function registerProcessor<Options>(
  name: string,
  processor: new (options: { readonly processorOptions: Options }) => AudioWorkletProcessor,
): void;
