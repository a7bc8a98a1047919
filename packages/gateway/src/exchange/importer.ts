import { parentIdentifier, requireObject } from "../api/access.ts";
import { connectionGroupDirectory } from "../api/guacamole/connection-groups.ts";
import { connectionDirectory } from "../api/guacamole/connections.ts";
import type { Context } from "../api/guacamole/directory.ts";
import { sharingProfileDirectory } from "../api/guacamole/sharing-profiles.ts";
import type { LiveSessions, Services } from "../api/services.ts";
import { CONNECTION_ATTRIBUTES } from "../parameters/connection-attributes.ts";
import { faultsOfParameters } from "../parameters/connection-parameters.ts";
import { faultsOfAttributes } from "../parameters/form.ts";
import type { ExchangeConnection, ExchangeDocument, ExchangeGroup, ExchangeSharingProfile, Place } from "./document.ts";
import { EntityImporter } from "./entity-importer.ts";
import { type Existing, type ImportTally, requireAcceptable } from "./import-result.ts";
import type { ObjectIndex } from "./object-index.ts";
import { formatPath } from "./path.ts";

/** What an importer needs of the services. */
export interface ImportServices extends Pick<Services, "secrets" | "passwords"> {
  readonly sessions: Pick<LiveSessions, "list">;
}

/** How many groups there are above a group. */
function depth({ parent }: ExchangeGroup): number {
  return "identifier" in parent ? 0 : parent.length;
}

/**
 * Makes what a document describes, by the same functions as the API and so with the same rights and checks. What cannot be
 * made is noted in the tally, and the rest is tried, so that one run finds every problem.
 */
export class Importer {
  readonly #context: Context;
  readonly #existing: Existing;
  readonly #tally: ImportTally;
  readonly #index: ObjectIndex;
  readonly #entities: EntityImporter;
  readonly #connections: ReturnType<typeof connectionDirectory>;
  readonly #groups: ReturnType<typeof connectionGroupDirectory>;
  readonly #profiles: ReturnType<typeof sharingProfileDirectory>;
  /** The connections that this import made, replaced or skipped. */
  readonly #met = new Set<number>();

  constructor(services: ImportServices, context: Context, existing: Existing, index: ObjectIndex, tally: ImportTally) {
    this.#context = context;
    this.#existing = existing;
    this.#tally = tally;
    this.#index = index;
    this.#entities = new EntityImporter(services, context, existing, index, tally);
    this.#connections = connectionDirectory(services);
    this.#groups = connectionGroupDirectory(services.sessions);
    this.#profiles = sharingProfileDirectory(services);
  }

  async import(document: ExchangeDocument): Promise<void> {
    await this.#entities.makeAll(document);
    // Those outside first: what is inside would make them without their attributes.
    for (const group of [...document.connectionGroups].sort((one, other) => depth(one) - depth(other))) {
      await this.#tally.attempt(group, () => this.#importGroup(group));
    }
    for (const connection of document.connections) {
      await this.#tally.attempt(connection, () => this.#importConnection(connection));
    }
    for (const profile of document.sharingProfiles) {
      await this.#tally.attempt(profile, () => this.#importProfile(profile));
    }
    await this.#entities.grantAll(document);
  }

  /** The id of the group at a place, which is made if its names lead to none. */
  async #groupAt(place: Place): Promise<number | null> {
    if ("identifier" in place) {
      const { db, caller } = this.#context;
      return place.identifier === "ROOT"
        ? null
        : requireObject(db, caller, "connectionGroup", place.identifier, "READ");
    }
    let parent: number | null = null;
    for (const name of place) {
      parent = this.#index.find("group", parent, name) ?? (await this.#makeGroup(parent, name, {}));
    }
    return parent;
  }

  async #makeGroup(parent: number | null, name: string, more: Partial<ExchangeGroup>): Promise<number> {
    const { type = "ORGANIZATIONAL", attributes = {} } = more;
    const body = { name, parentIdentifier: parentIdentifier(parent), type, attributes };
    requireAcceptable(this.#groups.body, body);
    const id = Number((await this.#groups.create(this.#context, body)).identifier);
    this.#index.add("group", parent, name, id);
    this.#tally.groups++;
    return id;
  }

  async #importGroup(group: ExchangeGroup): Promise<void> {
    const parent = await this.#groupAt(group.parent);
    const existing = this.#index.find("group", parent, group.name);
    if (existing === undefined) {
      await this.#makeGroup(parent, group.name, group);
    } else if (this.#existing === "replace") {
      const { type, attributes } = group;
      await this.#groups.replace(this.#context, String(existing), { type, attributes });
    }
  }

  /** Whether parameters and attributes are what their names ask for; those that are not are noted, each by its name. */
  #isSound(connection: ExchangeConnection): boolean {
    const { protocol, parameters, attributes } = connection;
    const faults = [
      ...faultsOfParameters(protocol, parameters),
      ...faultsOfAttributes(CONNECTION_ATTRIBUTES, attributes),
    ];
    for (const message of faults) {
      this.#tally.complain(connection, message, message.split(" ", 1)[0]);
    }
    return faults.length === 0;
  }

  async #importConnection(connection: ExchangeConnection): Promise<void> {
    const { name, protocol, parameters, attributes } = connection;
    for (const [field, value] of Object.entries({ name, protocol })) {
      if (value.trim() === "") {
        this.#tally.complain(connection, `The ${field} is missing.`, field);
      }
    }
    if (!this.#isSound(connection) || name.trim() === "" || protocol.trim() === "") {
      return;
    }
    const parent = await this.#groupAt(connection.parent);
    const existing = this.#index.find("connection", parent, name);
    if (existing !== undefined && this.#met.has(existing)) {
      this.#tally.complain(connection, "There are two connections of this name in the same group.", "name");
      return;
    }
    if (existing !== undefined && this.#existing !== "replace") {
      this.#met.add(existing);
      this.#meetExisting(connection);
      return;
    }
    const body = { name, parentIdentifier: parentIdentifier(parent), protocol, parameters, attributes };
    requireAcceptable(this.#connections.body, body);
    const id = existing ?? Number((await this.#connections.create(this.#context, body)).identifier);
    if (existing === undefined) {
      this.#index.add("connection", parent, name, id);
      this.#tally.created++;
    } else {
      await this.#connections.replace(this.#context, String(existing), body);
      this.#tally.replaced++;
    }
    this.#met.add(id);
    await this.#entities.mayRead(connection, String(id));
  }

  #meetExisting(connection: ExchangeConnection): void {
    if (this.#existing === "skip") {
      this.#tally.skipped++;
    } else {
      const message = `The connection "${connection.name}" exists already in its group. Choose to skip or to replace what exists.`;
      this.#tally.complain(connection, message, "name");
    }
  }

  async #importProfile(profile: ExchangeSharingProfile): Promise<void> {
    const { name, connection, parameters } = profile;
    const connectionId = this.#index.connection(connection);
    if (connectionId === undefined) {
      this.#tally.complain(profile, `There is no connection ${formatPath(connection)}.`, "connection");
      return;
    }
    const existing = this.#index.find("profile", connectionId, name);
    const body = { name, primaryConnectionIdentifier: String(connectionId), parameters };
    requireAcceptable(this.#profiles.body, body);
    if (existing === undefined) {
      const { identifier } = await this.#profiles.create(this.#context, body);
      this.#index.add("profile", connectionId, name, Number(identifier));
    } else if (this.#existing === "replace") {
      await this.#profiles.replace(this.#context, String(existing), body);
    }
  }
}
