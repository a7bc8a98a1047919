import { DebianRoot } from "../servers/debian-root.ts";

/** Makes the Debian roots before the first test, because that takes minutes the first time. */
export default async function globalSetup(): Promise<void> {
  await DebianRoot.open("bookworm");
  await DebianRoot.open("trixie");
}
