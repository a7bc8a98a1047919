import { lookup } from "node:dns/promises";

/** The addresses of a host name; rejects when it has none. */
export async function resolveHost(name: string): Promise<string[]> {
  return (await lookup(name, { all: true })).map(({ address }) => address);
}
