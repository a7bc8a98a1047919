/** Parameters of any protocol that are encrypted: Guacamole's, by their names. */
const SECRET_PARAMETERS: ReadonlySet<string> = new Set([
  "password",
  "gateway-password",
  "private-key",
  "passphrase",
  "sftp-password",
  "sftp-private-key",
  "sftp-passphrase",
  "client-key",
]);

/** Whether the value of a connection's parameter is encrypted where it is stored, and kept out of logs. */
export function isSecretParameter(name: string): boolean {
  return SECRET_PARAMETERS.has(name);
}
