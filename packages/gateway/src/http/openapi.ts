import fastifySwagger from "@fastify/swagger";
import fastifySwaggerUi from "@fastify/swagger-ui";
import type { FastifyRequest, FastifySchema } from "fastify";
import { IsObject, type TSchema, Type } from "typebox";
import packageFile from "../../package.json" with { type: "json" };
import type { Routes } from "../api/routes.ts";
import { TOKEN_COOKIE } from "./presented-token.ts";

const DOCUMENT = "/api/passerelle/openapi.json";
const PAGE = "/api/passerelle/docs";

const DESCRIPTION = `Below \`/api/session\` and \`/api/tokens\` it is Guacamole's API, in its shapes; below \`/api/passerelle\` is what that
has no word for. Everything is also served below \`/guacamole\`.

Programs take an API key, or sign in by \`POST /api/tokens\` and send the token that they get. Whoever is signed in to the page
can try things out here.`;

const SECURITY_SCHEMES = {
  token: { type: "apiKey", in: "header", name: "Guacamole-Token", description: "A token of `POST /api/tokens`." },
  tokenParameter: { type: "apiKey", in: "query", name: "token", description: "The same; parameters end in logs." },
  apiKey: { type: "http", scheme: "bearer", description: "An API key, as the page makes them." },
  cookie: { type: "apiKey", in: "cookie", name: TOKEN_COOKIE, description: "The page's own." },
} as const;

const nullable = <Schema extends TSchema>(schema: Schema) => Type.Union([schema, Type.Null()]);

/** Every answer that is no success. */
const ERROR = Type.Object(
  {
    type: Type.String({ description: "Such as BAD_REQUEST, PERMISSION_DENIED, NOT_FOUND." }),
    message: nullable(Type.String()),
    translatableMessage: Type.Object({ key: Type.String(), variables: nullable(Type.Object({})) }),
    statusCode: nullable(Type.Integer()),
    expected: nullable(Type.Array(Type.Object({}), { description: "What a login still needs." })),
    patches: nullable(Type.Array(Type.Object({}))),
  },
  { $id: "Error" },
);

/** These need no sign-in. */
const PUBLIC = /^\/(health|api\/(tokens|languages|patches|passerelle\/(passkeyLogin|guests)))\b/;

const GUACAMOLE = /^\/api\/(?!passerelle\/|tokens\b|session$)/;

/** The heading of a route: "users" of Guacamole's API stand apart from ours. */
function headingOf(tag: string, url: string): string {
  return GUACAMOLE.test(url) ? `Guacamole: ${tag}` : tag.charAt(0).toUpperCase() + tag.slice(1);
}

/** A parameter with a default need not be given: the server fills it in before it checks what is required. */
function withOptionalDefaults(querystring: unknown): unknown {
  if (!IsObject(querystring)) {
    return querystring;
  }
  const { properties } = querystring;
  return { ...querystring, required: querystring.required?.filter((name) => !("default" in properties[name])) };
}

/** What the document says of a route: what its schema says, its heading, whether it needs a sign-in, and how it fails. */
function describe(schema: FastifySchema | undefined, url: string): FastifySchema {
  const refusal = { $ref: "Error#", "x-response-description": "Refused; the body says why." };
  const response = { ...(schema?.response as object | undefined), "4xx": refusal };
  const querystring = withOptionalDefaults(schema?.querystring);
  return {
    ...schema,
    tags: schema?.tags?.map((tag) => headingOf(tag, url)) ?? [],
    response,
    ...(querystring !== undefined && { querystring }),
    ...(PUBLIC.test(url) && { security: [] }),
  };
}

/** The path below which the request was made: `/guacamole`, or nothing. */
function contextOf({ originalUrl, url }: FastifyRequest): string {
  return originalUrl.endsWith(url) ? originalUrl.slice(0, -url.length) : "";
}

/**
 * Makes an OpenAPI document of the schemas of all routes that are registered after this, and a page to read it. Both need no
 * sign-in: they say what everybody can read in the sources.
 */
export async function describeRoutes(routes: Routes): Promise<void> {
  routes.addSchema(ERROR);
  await routes.register(fastifySwagger, {
    openapi: {
      openapi: "3.1.0",
      info: { title: "Passerelle", version: packageFile.version, description: DESCRIPTION },
      components: { securitySchemes: SECURITY_SCHEMES },
      security: Object.keys(SECURITY_SCHEMES).map((name) => ({ [name]: [] })),
    },
    refResolver: { buildLocalReference: ({ $id }, _uri, _fragment, number) => String($id ?? `schema-${number}`) },
    transform: ({ schema, url }) => ({ schema: describe(schema, url), url }),
  });
  const documentFor = (request: FastifyRequest) => ({
    ...routes.swagger(),
    servers: [{ url: contextOf(request) || "/" }],
  });
  routes.get(DOCUMENT, { schema: { hide: true } }, async (request) => documentFor(request));

  await routes.register(fastifySwaggerUi, {
    routePrefix: PAGE,
    theme: { title: "Passerelle: API" },
    uiConfig: { layout: "BaseLayout", docExpansion: "none", filter: true },
    transformSpecification: (_document, request) => documentFor(request),
    transformSpecificationClone: false,
    uiHooks: {
      // What the page loads is named relative to the folder.
      onRequest: async (request, reply) => {
        if (request.url.split("?")[0] === PAGE) {
          return reply.redirect("docs/");
        }
      },
    },
  });
}
