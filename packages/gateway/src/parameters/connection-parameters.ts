import { faultOf } from "./form.ts";
import { RDP_PARAMETERS } from "./rdp-parameters.ts";

const RDP = new Map(
  RDP_PARAMETERS.flatMap((group) => group.parameters).map((parameter) => [parameter.name, parameter]),
);

/** Guacamole's other protocols, whose connections are kept but not opened. */
const SECRETS_OF_OTHER_PROTOCOLS = ["private-key", "passphrase", "client-key"];

/** The parameters of connections whose values are encrypted where they are stored. */
export const SECRET_PARAMETERS: readonly string[] = [
  ...[...RDP.values()].filter((parameter) => parameter.secret === true).map((parameter) => parameter.name),
  ...SECRETS_OF_OTHER_PROTOCOLS,
];

/** Guacamole's parameters that are stored and have no effect yet. */
export const LATER_PARAMETERS: readonly string[] = [...RDP.values()]
  .filter((parameter) => parameter.later === true)
  .map((parameter) => parameter.name);

/** A parameter token, such as `${GUAC_USERNAME}`: what it gives is known only when the connection is opened. */
const TOKEN = /\$\{\w+(:[^}]*)?\}/;

/** Whether the value of a connection's parameter is encrypted where it is stored. */
export function isSecretParameter(name: string): boolean {
  return SECRET_PARAMETERS.includes(name);
}

/** What is wrong with the parameters of a connection, one sentence each. Unknown names are kept, as Guacamole does. */
export function faultsOfParameters(protocol: string, parameters: Readonly<Record<string, string>>): string[] {
  if (protocol !== "rdp") {
    return [];
  }
  return Object.entries(parameters).flatMap(([name, value]) => {
    const parameter = RDP.get(name);
    const fault = parameter === undefined || value === "" || TOKEN.test(value) ? undefined : faultOf(parameter, value);
    return fault === undefined ? [] : [`${fault}.`];
  });
}
