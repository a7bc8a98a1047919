import { refuseApiKeys } from "../api-key-scopes.ts";
import type { Routes } from "../routes.ts";
import type { Services } from "../services.ts";
import { accessRoutes } from "./access.ts";
import { apiKeyRoutes } from "./api-keys.ts";
import { auditRoutes } from "./audit.ts";
import { banRoutes } from "./bans.ts";
import { bulkRoutes } from "./bulk.ts";
import { connectionListRoutes } from "./connection-lists.ts";
import { connectionTestRoutes } from "./connection-test.ts";
import { connectionRoutes } from "./connections.ts";
import { exchangeRoutes } from "./exchange.ts";
import { guacamoleImportRoutes } from "./guacamole-import.ts";
import { historyRoutes } from "./history.ts";
import { passkeyRoutes } from "./me-passkeys.ts";
import { preferenceRoutes } from "./me-preferences.ts";
import { secondFactorRoutes } from "./me-second-factors.ts";
import { ownSignInRoutes } from "./me-sign-ins.ts";
import { recentRoutes } from "./recent.ts";
import { sessionClipboardRoutes } from "./session-clipboard.ts";
import { sessionDriveRoutes } from "./session-drive.ts";
import { sessionDriveDownloadRoutes } from "./session-drive-download.ts";
import { sessionDriveUploadRoutes } from "./session-drive-upload.ts";
import { sessionPrintRoutes } from "./session-prints.ts";
import { sessionRoutes } from "./sessions.ts";
import { userListRoutes } from "./user-lists.ts";
import { userSecurityRoutes } from "./user-security.ts";

/** What Guacamole's API has no word for; mounted at /api/passerelle, for signed-in callers. */
export function passerelleApi(services: Services): (routes: Routes) => Promise<void> {
  return async (routes) => {
    recentRoutes(routes, services);
    sessionRoutes(routes, services);
    sessionDriveRoutes(routes, services);
    sessionDriveDownloadRoutes(routes, services);
    sessionDriveUploadRoutes(routes, services);
    sessionPrintRoutes(routes, services);
    sessionClipboardRoutes(routes, services);
    userListRoutes(routes, services);
    connectionListRoutes(routes, services);
    connectionRoutes(routes, services);
    connectionTestRoutes(routes, services);
    bulkRoutes(routes, services);
    accessRoutes(routes, services);
    historyRoutes(routes, services);
    auditRoutes(routes, services);
    exchangeRoutes(routes, services);
    guacamoleImportRoutes(routes, services);
    userSecurityRoutes(routes, services);
    banRoutes(routes, services);
    await routes.register(async (own: Routes) => {
      refuseApiKeys(own);
      ownSignInRoutes(own, services);
      secondFactorRoutes(own, services);
      passkeyRoutes(own, services);
      preferenceRoutes(own, services);
      apiKeyRoutes(own, services);
    });
  };
}
