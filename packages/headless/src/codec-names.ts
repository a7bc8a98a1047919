const UPDATE_NAMES: Readonly<Record<number, string>> = {
  0: "orders",
  1: "bitmap",
  2: "palette",
  3: "synchronize",
  5: "pointer hidden",
  6: "pointer default",
  8: "pointer position",
  9: "pointer color",
  10: "pointer cached",
  11: "pointer new",
  12: "pointer large",
};
const SURFACE_COMMANDS = 4;
const SURFACE_CODECS: Readonly<Record<number, string>> = { 0: "uncompressed", 1: "NSCodec", 3: "RemoteFX" };
const FRAME_MARKER = 4;
/** cmdType (2) + frameAction (2) + frameId (4). */
const FRAME_MARKER_LENGTH = 8;
/** cmdType (2) + destination (8) + bpp (1) + flags (1) + reserved (1). */
const CODEC_ID_OFFSET = 13;

/** What a fast-path update carries, in words ([MS-RDPBCGR] 2.2.9.1.2.1); undefined for the rest of a fragmented one. */
export function codecName(update: Uint8Array): string | undefined {
  const header = update[0] ?? 0;
  const isRest = (header & 0x10) !== 0;
  if (isRest) return undefined;
  const code = header & 15;
  if (code !== SURFACE_COMMANDS) return UPDATE_NAMES[code] ?? `update ${code}`;
  return surfaceCommandName(update.subarray(header >> 6 === 2 ? 2 : 1));
}

/** [MS-RDPBCGR] 2.2.9.2: the first command that is not a frame marker. */
function surfaceCommandName(commands: Uint8Array): string {
  const start = commands[0] === FRAME_MARKER ? FRAME_MARKER_LENGTH : 0;
  if (start >= commands.length) return "frame marker";
  const codec = commands[start + CODEC_ID_OFFSET] ?? -1;
  return `surface bits ${SURFACE_CODECS[codec] ?? `codec ${codec}`}`;
}
