import type { Attach } from "@passerelle/tunnel";
import { H264Decoder } from "./h264-decoder.ts";

type Avc = Attach["decodes"]["avc"];

/** A black picture, 64 x 64, High profile: what libx264 makes of it, less its remarks. */
const SAMPLE = "AAAAAWdkAAqssghNgIgAAAMACAAAAwAUeJEyQAAAAAFo68ESyLAAAAFliIQ//rXfMsVE8oN5hOAtnfPJtIztixM=";
const FORMAT = { codec: "avc1.64000a", width: 64, height: 64 };
/** Its luma, in the range of television. */
const BLACK = 16;
/** High profile at level 5.2, which 4096 x 2304 at 60 Hz fits: what is to be expected of servers. */
const DEMANDING = "avc1.640034";
/** Milliseconds; a browser that takes longer is not the one for video. */
const PATIENCE = 3_000;

/**
 * What H.264 this browser can decode for us. It is tried out, because we need the decoder's samples themselves: what a
 * browser plays it does not always give away. Without a secure context there is no decoder at all.
 */
export async function findAvcSupport(): Promise<Avc> {
  if (typeof VideoDecoder === "undefined") return "none";
  const timeUp = new Promise<Avc>((resolve) => setTimeout(resolve, PATIENCE, "none"));
  return Promise.race([tryOut(), timeUp]);
}

async function tryOut(): Promise<Avc> {
  const decoder = new H264Decoder();
  try {
    const { supported } = await VideoDecoder.isConfigSupported({ codec: DEMANDING, optimizeForLatency: true });
    if (!supported) return "none";
    const picture = await decoder.decode(
      Uint8Array.from(atob(SAMPLE), (letter) => letter.charCodeAt(0)),
      FORMAT,
    );
    const samples = new Uint8Array(FORMAT.width * FORMAT.height * 2);
    await picture
      .copyTo(samples, { x: 0, y: 0, width: FORMAT.width, height: FORMAT.height })
      .finally(() => picture.close());
    return samples[0] === BLACK ? "avc444" : "none";
  } catch {
    return "none";
  } finally {
    decoder.close();
  }
}
