/** What the gateway answers to a sign-in. */
export interface SignedIn {
  readonly authToken: string;
  readonly dataSource: string;
}

export async function signIn(url: string, username: string, password: string): Promise<SignedIn> {
  const body = new URLSearchParams({ username, password });
  return (await request(url, "api/tokens", { method: "POST", body })) as SignedIn;
}

/** Stores an RDP connection with Guacamole's parameters. */
export async function createConnection(
  url: string,
  { authToken, dataSource }: SignedIn,
  name: string,
  parameters: Readonly<Record<string, string>>,
): Promise<void> {
  await request(url, `api/session/data/${dataSource}/connections`, {
    method: "POST",
    body: JSON.stringify({ name, parentIdentifier: "ROOT", protocol: "rdp", parameters, attributes: {} }),
    headers: { "Content-Type": "application/json", "Guacamole-Token": authToken },
  });
}

/** The identifier of the connection with this name. */
export async function findConnection(url: string, { authToken, dataSource }: SignedIn, name: string): Promise<string> {
  const headers = { "Guacamole-Token": authToken };
  const connections = await request(url, `api/session/data/${dataSource}/connections`, { headers });
  const all = Object.values(connections as Record<string, { readonly identifier: string; readonly name: string }>);
  const found = all.find((connection) => connection.name === name);
  if (!found) throw new Error(`the gateway has no connection ${name}`);
  return found.identifier;
}

async function request(url: string, path: string, init: RequestInit): Promise<unknown> {
  const response = await fetch(new URL(path, `${url}/`), init);
  if (!response.ok) throw new Error(`${path} was answered ${response.status}: ${await response.text()}`);
  return response.json();
}
