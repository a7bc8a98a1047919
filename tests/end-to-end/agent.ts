import type { Page } from "@playwright/test";
import type { GatewayProcess } from "../servers/gateway.ts";

const DATA = "api/session/data/postgresql";

/** A person who is no administrator. */
export class Agent {
  readonly name: string;
  readonly #password = "Mot-De-Passe-1";
  readonly #gateway: GatewayProcess;

  private constructor(gateway: GatewayProcess, name: string) {
    this.#gateway = gateway;
    this.name = name;
  }

  /** Makes the account. */
  static async create(gateway: GatewayProcess, name: string): Promise<Agent> {
    const agent = new Agent(gateway, name);
    await gateway.call("POST", `${DATA}/users`, { username: name, password: agent.#password, attributes: {} });
    return agent;
  }

  /** Gives READ on something, such as `/connectionPermissions/1`, or takes it away. */
  async permit(op: "add" | "remove", path: string): Promise<void> {
    const patches = [{ op, path, value: "READ" }];
    await this.#gateway.call("PATCH", `${DATA}/users/${this.name}/permissions`, patches);
  }

  async change(user: object): Promise<void> {
    await this.#gateway.call("PUT", `${DATA}/users/${this.name}`, { username: this.name, ...user });
  }

  /** Opens an address behind `#`, and signs in for it. */
  async open(page: Page, address: string): Promise<void> {
    await page.goto(`${this.#gateway.url}/#${address}`);
    await page.getByLabel(/^(User name|Identifiant|Nom d’utilisateur)$/).fill(this.name);
    await page.getByLabel(/^(Password|Mot de passe)$/).fill(this.#password);
    await page.getByRole("button", { name: /^(Sign in|Se connecter)$/ }).click();
  }
}
