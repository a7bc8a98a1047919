import { RdpClient } from "../client.ts";
import type { Output } from "../output.ts";
import type { ClientSettings } from "../settings.ts";
import { nodeEnvironment } from "./environment.ts";
import { converse, type Script, ScriptedServer } from "./scripted-server.ts";
import { clientSettings } from "./settings.ts";

export const credentials = { username: "rakoto", password: "secret", domain: "" };

/** A client that has its credentials. */
export function create(settings: Partial<ClientSettings> = {}): RdpClient {
  return new RdpClient(clientSettings({ credentials, ...settings }), nodeEnvironment());
}

/** A client that has talked to a server until neither had more to say, and what it wanted besides. */
export function connect(settings: Partial<ClientSettings> = {}, script: Script = {}) {
  const client = create(settings);
  const server = new ScriptedServer(script);
  const outputs = converse(client, server, client.start());
  return { client, server, outputs };
}

/** What kind each output is; of a step, which. */
export function kinds(outputs: readonly Output[]): string[] {
  return outputs.map((output) => (output.type === "step" ? output.step : output.type));
}
