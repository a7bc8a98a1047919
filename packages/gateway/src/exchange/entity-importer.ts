import { findObject } from "../api/access.ts";
import type { Context } from "../api/guacamole/directory.ts";
import { requireHolder } from "../api/guacamole/holders.ts";
import { changeMemberships } from "../api/guacamole/memberships.ts";
import type { PermissionChange } from "../api/guacamole/permission-patch.ts";
import { changePermissions } from "../api/guacamole/permissions.ts";
import { userGroupDirectory } from "../api/guacamole/user-groups.ts";
import { userDirectory } from "../api/guacamole/users.ts";
import type { Services } from "../api/services.ts";
import type { EntityKind } from "../database/entities.ts";
import type { SecretBox } from "../secrets/secret-box.ts";
import { adoptCredentials } from "./adopt-credentials.ts";
import type { ExchangeConnection, ExchangeDocument, ExchangeGrant, ExchangeUser } from "./document.ts";
import { type Existing, type ImportTally, requireAcceptable } from "./import-result.ts";
import type { ObjectIndex } from "./object-index.ts";
import { formatPath } from "./path.ts";

type Change = Extract<PermissionChange, { op: "add" | "remove" }>;

/** What is to be granted to an entity, and on which line it stands first. */
interface Grants {
  readonly kind: EntityKind;
  readonly name: string;
  readonly line: number;
  readonly changes: Change[];
}

/** Makes the users and user groups of a document, and gives them what they may do once everything else is there. */
export class EntityImporter {
  readonly #context: Context;
  readonly #secrets: SecretBox;
  readonly #existing: Existing;
  readonly #index: ObjectIndex;
  readonly #tally: ImportTally;
  readonly #users: ReturnType<typeof userDirectory>;
  readonly #known = new Set<string>();
  readonly #grants = new Map<string, Grants>();

  constructor(
    services: Pick<Services, "passwords" | "secrets">,
    context: Context,
    existing: Existing,
    index: ObjectIndex,
    tally: ImportTally,
  ) {
    this.#context = context;
    this.#secrets = services.secrets;
    this.#existing = existing;
    this.#index = index;
    this.#tally = tally;
    this.#users = userDirectory(services);
  }

  /** Makes user groups and users, and puts them into their groups. */
  async makeAll({ userGroups, users }: ExchangeDocument): Promise<void> {
    for (const group of userGroups) {
      await this.#tally.attempt(group, () => this.#make("userGroup", group));
    }
    for (const user of users) {
      await this.#tally.attempt(user, () => this.#make("user", user));
    }
    for (const [kind, entities] of [
      ["userGroup", userGroups],
      ["user", users],
    ] as const) {
      for (const entity of entities.filter(({ memberOf }) => memberOf.length > 0)) {
        await this.#tally.attempt(entity, () => this.#join(kind, entity.name, entity.memberOf));
      }
    }
  }

  /** Notes that the users and groups that a connection names may READ it; those that are not there are made. */
  async mayRead({ line, users, groups }: ExchangeConnection, identifier: string): Promise<void> {
    const change = { op: "add", kind: "connection", identifier, permission: "READ" } as const;
    for (const [kind, names] of [
      ["user", users],
      ["userGroup", groups],
    ] as const) {
      for (const name of names) {
        await this.#ensure(kind, name);
        this.#note(kind, name, line, change);
      }
    }
  }

  /** Grants what the document says, and what connections said to `mayRead`. */
  async grantAll({ userGroups, users }: ExchangeDocument): Promise<void> {
    for (const [kind, entities] of [
      ["userGroup", userGroups],
      ["user", users],
    ] as const) {
      for (const { line, name, permissions } of entities) {
        const at = { kind, name, line };
        this.#noteObjects(at, "connection", permissions.connections, (path) => this.#index.connection(path));
        this.#noteObjects(at, "connectionGroup", permissions.connectionGroups, (path) => this.#index.group(path));
        this.#noteObjects(at, "sharingProfile", permissions.sharingProfiles, (path) => this.#index.profile(path));
        this.#noteNamed(at, "user", permissions.users);
        this.#noteNamed(at, "userGroup", permissions.userGroups);
        for (const permission of permissions.system) {
          this.#note(kind, name, line, { op: "add", kind: "system", permission });
        }
      }
    }
    for (const grants of this.#grants.values()) {
      await this.#tally.attempt(grants, async () => {
        const holder = await requireHolder(this.#context, grants.kind, { identifier: grants.name }, "UPDATE");
        await changePermissions(this.#context, holder, grants.changes);
      });
    }
  }

  /** Whether it is there for the caller. */
  async #exists(kind: EntityKind, name: string): Promise<boolean> {
    const { db, caller } = this.#context;
    const key = `${kind} ${name}`;
    const found = this.#known.has(key) || (await findObject(db, caller, kind, name)) !== undefined;
    if (found) {
      this.#known.add(key);
    }
    return found;
  }

  async #create(kind: EntityKind, name: string, disabled: boolean, attributes: Record<string, string>): Promise<void> {
    if (kind === "user") {
      const body = { username: name, disabled, attributes };
      requireAcceptable(this.#users.body, body);
      await this.#users.create(this.#context, await this.#users.prepare(body));
      this.#tally.users++;
    } else {
      const body = { identifier: name, disabled, attributes };
      requireAcceptable(userGroupDirectory.body, body);
      await userGroupDirectory.create(this.#context, await userGroupDirectory.prepare(body));
      this.#tally.groups++;
    }
    this.#known.add(`${kind} ${name}`);
  }

  async #ensure(kind: EntityKind, name: string): Promise<void> {
    if (!(await this.#exists(kind, name))) {
      await this.#create(kind, name, false, {});
    }
  }

  async #make(kind: EntityKind, entity: ExchangeUser): Promise<void> {
    const { name, disabled, credentials } = entity;
    const attributes = { ...entity.attributes };
    if (!(await this.#exists(kind, name))) {
      await this.#create(kind, name, disabled, attributes);
      if (credentials !== undefined) {
        await adoptCredentials(this.#context.db, this.#secrets, name, credentials);
      }
    } else if (this.#existing === "replace") {
      await this.#replace(kind, name, { disabled, attributes });
    }
  }

  async #replace(kind: EntityKind, name: string, body: { disabled: boolean; attributes: Record<string, string> }) {
    if (kind === "user") {
      await this.#users.replace(this.#context, name, await this.#users.prepare(body));
    } else {
      await userGroupDirectory.replace(this.#context, name, await userGroupDirectory.prepare(body));
    }
  }

  async #join(kind: EntityKind, name: string, groups: readonly string[]): Promise<void> {
    for (const group of groups) {
      await this.#ensure("userGroup", group);
    }
    const holder = await requireHolder(this.#context, kind, { identifier: name }, "UPDATE");
    const patches = groups.map((value) => ({ op: "add", path: "/", value }));
    await changeMemberships(this.#context, holder, "userGroups", patches);
  }

  #note(kind: EntityKind, name: string, line: number, change: Change): void {
    const key = `${kind} ${name}`;
    const grants = this.#grants.get(key) ?? { kind, name, line, changes: [] };
    grants.changes.push(change);
    this.#grants.set(key, grants);
  }

  #noteObjects(
    { kind, name, line }: Pick<Grants, "kind" | "name" | "line">,
    objects: "connection" | "connectionGroup" | "sharingProfile",
    granted: readonly ExchangeGrant<readonly string[]>[],
    idOf: (path: readonly string[]) => number | null | undefined,
  ): void {
    for (const { target, permissions } of granted) {
      const id = idOf(target) ?? undefined;
      if (id === undefined) {
        const message = `There are to be permissions on ${formatPath(target)}, which is not there.`;
        this.#tally.complain({ line, name }, message, "permissions");
      } else {
        for (const permission of permissions) {
          this.#note(kind, name, line, { op: "add", kind: objects, identifier: String(id), permission });
        }
      }
    }
  }

  #noteNamed(
    { kind, name, line }: Pick<Grants, "kind" | "name" | "line">,
    objects: EntityKind,
    granted: readonly ExchangeGrant<string>[],
  ): void {
    for (const { target, permissions } of granted) {
      for (const permission of permissions) {
        this.#note(kind, name, line, { op: "add", kind: objects, identifier: target, permission });
      }
    }
  }
}
