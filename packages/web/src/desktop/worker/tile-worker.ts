import { helpWithTiles, type TileHelp } from "@passerelle/graphics";

/** A thread of a TilePool: from its only message on it hears nothing more, and is terminated. */
addEventListener("message", ({ data }: MessageEvent<TileHelp>) => helpWithTiles(data), { once: true });
