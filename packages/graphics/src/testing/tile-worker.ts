import { parentPort } from "node:worker_threads";
import { helpWithTiles, type TileHelp } from "../kernels/tile-pool.ts";

parentPort?.once("message", (help: TileHelp) => helpWithTiles(help));
