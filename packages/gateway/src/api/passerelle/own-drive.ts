import { Type } from "typebox";
import type { Caller } from "../../database/sign-ins.ts";
import type { Drive } from "../../drives/drive.ts";
import { ApiError, permissionDenied } from "../api-error.ts";
import type { Services } from "../services.ts";
import { requireDevices } from "./own-devices.ts";

export const SessionParameter = Type.Object({ id: Type.String({ maxLength: 36 }) });

/** From the root of the drive, with `/` between names. */
export const DrivePath = Type.String({
  maxLength: 4096,
  description: "From the root of the drive, with `/` between names; empty is the root.",
});

/** A drive as one connection gives it. */
export interface OwnDrive {
  readonly drive: Drive;
  /** As people know it. */
  readonly name: string;
}

/**
 * The drive of a session of the caller's own.
 * @param need what the connection has to allow: to take files from the drive, or to change what is on it
 * @throws ApiError
 */
export function requireDrive(services: Services, caller: Caller, id: string, need?: "download" | "upload"): OwnDrive {
  const { plan, drive } = requireDevices(services, caller, id).drive;
  if (!plan) {
    throw permissionDenied("This connection has no drive.");
  }
  if (!drive) {
    throw new ApiError("INTERNAL_ERROR", "The folder of this drive cannot be used; the gateway's log says why.", {
      status: 503,
    });
  }
  if (need === "download" && !plan.download) {
    throw permissionDenied("This connection does not allow downloads from its drive.");
  }
  if (need === "upload" && !plan.upload) {
    throw permissionDenied("This connection does not allow uploads, or any other change, to its drive.");
  }
  return { drive, name: plan.name };
}
