import { DebianRoot } from "../servers/debian-root.ts";
import { ADMIN, ADMIN_PASSWORD, GatewayProcess } from "../servers/gateway.ts";
import { type Postgres, startPostgres } from "../servers/postgres.ts";
import { Agent } from "./agent.ts";

const DATABASE = "passerelle";
const ZONE = "Indian/Antananarivo";
export const TEAM = "Mission Ventes";
const DESKTOP = "Poste commun";

/** YYYY-MM of the month before this one, in ZONE. */
export function lastMonth(): string {
  return Temporal.Now.plainDateISO(ZONE).toPlainYearMonth().subtract({ months: 1 }).toString();
}

/** Its days from Monday to Friday, YYYY-MM-DD. */
export function workdays(): readonly string[] {
  const month = Temporal.PlainYearMonth.from(lastMonth());
  return Array.from({ length: month.daysInMonth }, (_, index) => month.toPlainDate({ day: index + 1 }))
    .filter((day) => day.dayOfWeek < 6)
    .map(String);
}

/** A gateway with a month of history: who worked when is in `fill`. */
export class WorkedMonth {
  readonly gateway: GatewayProcess;
  readonly #postgres: Postgres;

  private constructor(gateway: GatewayProcess, postgres: Postgres) {
    this.gateway = gateway;
    this.#postgres = postgres;
  }

  static async start(): Promise<WorkedMonth> {
    const postgres = await startPostgres(await DebianRoot.open("bookworm"));
    await postgres.psql("postgres", `create database ${DATABASE}`);
    const gateway = await GatewayProcess.startNew({
      PASSERELLE_ADMIN_USER: ADMIN,
      PASSERELLE_ADMIN_PASSWORD: ADMIN_PASSWORD,
      PASSERELLE_SECRET_KEY: Buffer.alloc(32, 7).toString("base64"),
      PASSERELLE_HOURS_ZONE: ZONE,
      POSTGRES_HOSTNAME: postgres.host,
      POSTGRES_PORT: String(postgres.port),
      POSTGRES_DATABASE: DATABASE,
      POSTGRES_USER: postgres.user,
      POSTGRES_PASSWORD: "trusted",
    });
    await gateway.signIn();
    return new WorkedMonth(gateway, postgres);
  }

  async stop(): Promise<void> {
    await this.gateway.stop();
    await this.#postgres.stop();
  }

  /** Makes an account, in the team or not. */
  async person(name: string, { isMember }: { readonly isMember: boolean }): Promise<Agent> {
    const agent = await Agent.create(this.gateway, name);
    if (isMember) {
      const patches = [{ op: "add", path: "/", value: TEAM }];
      await this.gateway.call("PATCH", `api/session/data/postgresql/users/${name}/userGroups`, patches);
    }
    return agent;
  }

  async createTeam(): Promise<void> {
    await this.gateway.call("POST", "api/session/data/postgresql/userGroups", { identifier: TEAM, attributes: {} });
    await this.gateway.createConnection(DESKTOP, { hostname: "192.0.2.1" });
  }

  /** On each workday of last month from one time to another, such as `08:00` and `12:00`; active but for the last half hour. */
  async works(name: string, from: string, to: string): Promise<void> {
    const days = workdays().map((day) => `(date '${day}')`);
    const at = (time: string) => `((day + time '${time}') at time zone '${ZONE}')`;
    await this.#postgres.psql(
      DATABASE,
      `with made as (
        insert into guacamole_connection_history (user_id, username, connection_id, connection_name, start_date, end_date)
        select user_id, name, connection_id, connection_name, ${at(from)}, ${at(to)}
        from (values ${days}) as days (day), guacamole_connection, guacamole_user join guacamole_entity using (entity_id)
        where name = '${name}'
        returning history_id, start_date, end_date
      ), ended as (
        insert into passerelle_session_end (history_id, cause) select history_id, 'left' from made
      )
      insert into passerelle_active_stretch (history_id, start_date, end_date)
      select history_id, start_date, end_date - interval '30 minutes' from made`,
    );
  }

  /** A session that Guacamole left open. */
  async leaveOpen(name: string, day: string, from: string): Promise<void> {
    await this.#postgres.psql(
      DATABASE,
      `insert into guacamole_connection_history (user_id, username, connection_id, connection_name, start_date)
        select user_id, name, connection_id, connection_name, (date '${day}' + time '${from}') at time zone '${ZONE}'
        from guacamole_connection, guacamole_user join guacamole_entity using (entity_id) where name = '${name}'`,
    );
  }

  /** Gives a role for hours. @param team null for a clerk */
  async giveRole(name: string, role: "leader" | "clerk", team: string | null): Promise<void> {
    await this.gateway.call("PUT", "api/passerelle/hours/roles", { holder: { kind: "user", name }, role, team });
  }
}
