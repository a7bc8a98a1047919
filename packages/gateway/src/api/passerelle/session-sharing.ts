import { type Static, Type } from "typebox";
import type { SharedSession } from "../../sharing/share-links.ts";
import { notFound } from "../api-error.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { makeLink, policyOf, profilesFor, requireShareable, revokeLink } from "../session-shares.ts";
import { Done, Moment, nullable } from "./schemas.ts";

const Identifier = Type.String({ maxLength: 36 });
const Profile = { identifier: Type.String(), name: Type.String() };

const Links = Type.Array(
  Type.Object({
    id: Identifier,
    profile: Type.Object(Profile),
    createdAt: Moment,
    expiresAt: nullable(Moment),
    guests: Type.Integer({ description: "How many have come by it and are there." }),
  }),
);

const Guests = Type.Array(
  Type.Object({
    id: Identifier,
    link: Identifier,
    username: nullable(Type.String({ description: "Null: not signed in." })),
    remoteHost: Type.String(),
    since: Moment,
  }),
);

const State = Type.Object({
  profiles: Type.Array(
    Type.Object({ ...Profile, readOnly: Type.Boolean(), copy: Type.Boolean(), paste: Type.Boolean() }),
  ),
  links: Links,
  guests: Guests,
});

const NewLink = Type.Object(
  {
    profile: Type.String({ maxLength: 10, description: "Identifier of a sharing profile of the connection." }),
    minutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 1440, description: "Absent: as long as the session." })),
  },
  { additionalProperties: false },
);

const MadeLink = Type.Object({
  id: Identifier,
  key: Type.String({ description: "Whoever has it sees the desktop. It is told only now." }),
  path: Type.String({ description: "Of the page, below the gateway's address." }),
  expiresAt: nullable(Moment),
});

/** A session of the own, shown to others: links that they open, and who is there. */
export function sessionSharingRoutes(routes: Routes, services: Services): void {
  const { sharing } = services.sessions;
  const tags = ["sharing"];
  const base = "/sessions/:id/sharing";
  const params = Type.Object({ id: Identifier });

  function linksOf(shared: SharedSession): Static<typeof Links> {
    const { facts } = shared.session.guests;
    return sharing.linksOf(shared).map(({ id, profile, createdAt, expiresAt }) => ({
      id,
      profile,
      createdAt: createdAt.getTime(),
      expiresAt: expiresAt?.getTime() ?? null,
      guests: facts.filter(({ link }) => link === id).length,
    }));
  }

  function guestsOf({ session }: SharedSession): Static<typeof Guests> {
    return session.guests.facts.map(({ id, link, username = null, remoteHost, since }) => ({
      ...{ id, link, username, remoteHost },
      since: since.getTime(),
    }));
  }

  routes.get(
    base,
    {
      schema: {
        tags,
        summary: "How a session of the own can be and is shared",
        params,
        response: { 200: State },
      },
    },
    async ({ caller, params: { id } }) => {
      const shared = await requireShareable(services, caller, id);
      const rows = await profilesFor(services, caller, shared);
      const profiles = await Promise.all(
        rows.map(async (row) => ({
          identifier: String(row.sharing_profile_id),
          name: row.sharing_profile_name,
          ...(await policyOf(services, shared, row)),
        })),
      );
      return { profiles, links: linksOf(shared), guests: guestsOf(shared) };
    },
  );

  routes.post(
    `${base}/links`,
    {
      schema: {
        tags,
        summary: "Make a link to a session of the own; whoever opens it sees the desktop, also without an account",
        params,
        body: NewLink,
        response: { 201: MadeLink },
      },
    },
    async ({ caller, params: { id }, body }, reply) => {
      const shared = await requireShareable(services, caller, id);
      const { link, key } = await makeLink(services, caller, shared, body.profile, body.minutes);
      const expiresAt = link.expiresAt?.getTime() ?? null;
      // In the fragment, which browsers send to nobody.
      return reply.code(201).send({ id: link.id, key, path: `/#/share/${key}`, expiresAt });
    },
  );

  routes.delete(
    `${base}/links/:link`,
    {
      schema: {
        tags,
        summary: "Revoke a link; whoever is there by it has to leave",
        params: Type.Object({ id: Identifier, link: Identifier }),
        response: { 204: Done },
      },
    },
    async ({ caller, params: { id, link } }, reply) => {
      await revokeLink(services, caller, await requireShareable(services, caller, id), link);
      return reply.code(204).send(null);
    },
  );

  routes.delete(
    `${base}/guests/:guest`,
    {
      schema: {
        tags,
        summary: "Send a guest away, who may come back as long as the link is there",
        params: Type.Object({ id: Identifier, guest: Identifier }),
        response: { 204: Done },
      },
    },
    async ({ caller, params: { id, guest } }, reply) => {
      if (!sharing.sendAway(await requireShareable(services, caller, id), guest)) {
        throw notFound(guest);
      }
      return reply.code(204).send(null);
    },
  );
}
