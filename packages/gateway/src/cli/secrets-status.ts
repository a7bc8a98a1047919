import { openSecretBox } from "../secrets/open-secret-box.ts";
import { countStored, type SecretCount, type SecretKind } from "../secrets/stored-secrets.ts";
import { defineCommand } from "./command.ts";
import { openGatewayDatabase } from "./secrets-database.ts";

const NAMES: Readonly<Record<SecretKind, string>> = {
  connectionSecrets: "secrets of connections",
  sharingProfileSecrets: "secrets of sharing profiles",
  totpSecrets: "TOTP secrets",
  legacyPasswords: "password hashes kept for Guacamole",
  signInPasswords: "passwords of sign-ins",
  hoursSigningKeys: "keys that sign closed months",
};

function describe({ kind, keyId, count }: SecretCount, current: string): string {
  const state = keyId === null ? "not encrypted" : `encrypted with key ${keyId}`;
  return `${String(count).padStart(8)}  ${NAMES[kind]}, ${state}${keyId === current ? " (current)" : ""}`;
}

export const secretsStatusCommand = defineCommand({
  name: "secrets status",
  summary: "Tells how many secrets are stored, and encrypted with which key.",
  usage: "",
  run: async (context) => {
    const queries = await openGatewayDatabase(context);
    const { configuration } = context;
    const secrets = await openSecretBox(configuration, queries);
    const source =
      configuration.secretKeys === undefined ? `the file ${configuration.secretKeyFile}` : "PASSERELLE_SECRET_KEY";
    context.print(`Key ${secrets.keyId}, from ${source}`);
    for (const count of await countStored(queries)) {
      context.print(describe(count, secrets.keyId));
    }
  },
});
