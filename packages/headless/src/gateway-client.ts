/** The gateway cannot be reached or does not let this user in; the message says which. */
export class GatewayError extends Error {
  override readonly name = "GatewayError";
}

export interface SignIn {
  readonly token: string;
  readonly dataSource: string;
}

interface ListedConnection {
  readonly identifier: string;
  readonly name: string;
}

/** Signs in with a user name and a password. @param url the gateway's, such as `http://127.0.0.1:8080` */
export async function signIn(url: string, username: string, password: string): Promise<SignIn> {
  const response = await request(url, "api/tokens", {
    method: "POST",
    body: new URLSearchParams({ username, password }),
  });
  const answer = (await response.json()) as { authToken?: string; dataSource?: string };
  if (!answer.authToken) throw new GatewayError(`${url} signed ${username} in but gave no token`);
  return { token: answer.authToken, dataSource: answer.dataSource ?? "postgresql" };
}

/** The identifier of the connection with this name or identifier; the name goes first. */
export async function findConnection(url: string, { token, dataSource }: SignIn, wanted: string): Promise<string> {
  const path = `api/session/data/${encodeURIComponent(dataSource)}/connections`;
  const response = await request(url, path, { headers: { "Guacamole-Token": token } });
  const connections = Object.values((await response.json()) as Record<string, ListedConnection>);
  const found =
    connections.find(({ name }) => name === wanted) ?? connections.find(({ identifier }) => identifier === wanted);
  if (found) return found.identifier;
  const names = connections.map(({ name }) => name).join(", ") || "none";
  throw new GatewayError(`there is no connection "${wanted}"; this user sees: ${names}`);
}

async function request(url: string, path: string, init: RequestInit): Promise<Response> {
  const address = addressOf(url, path);
  let response: Response;
  try {
    response = await fetch(address, init);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
    throw new GatewayError(`cannot reach ${address}: ${cause}`);
  }
  if (response.ok) return response;
  const { message } = (await response.json().catch(() => ({}))) as { message?: string };
  throw new GatewayError(
    `${init.method ?? "GET"} ${address} was answered ${response.status}: ${message ?? "no reason"}`,
  );
}

/** `path` below the gateway's address, whether that ends with a slash or not. */
export function addressOf(url: string, path: string): URL {
  return new URL(path, url.endsWith("/") ? url : `${url}/`);
}
