import type { Command } from "./command.ts";
import { configCommand } from "./config.ts";
import { exportCommand } from "./export.ts";
import { hoursCommand } from "./hours.ts";
import { importCommand } from "./import.ts";
import { secretsReleaseCommand } from "./secrets-release.ts";
import { secretsRotateCommand } from "./secrets-rotate.ts";
import { secretsStatusCommand } from "./secrets-status.ts";
import { startCommand } from "./start.ts";
import { userListCommand } from "./user-list.ts";
import { userResetPasswordCommand } from "./user-reset-password.ts";
import { userResetSecondFactorsCommand } from "./user-reset-second-factors.ts";
import { userUnlockCommand } from "./user-unlock.ts";

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  startCommand,
  configCommand,
  importCommand,
  exportCommand,
  hoursCommand,
  secretsStatusCommand,
  secretsRotateCommand,
  secretsReleaseCommand,
  userListCommand,
  userUnlockCommand,
  userResetPasswordCommand,
  userResetSecondFactorsCommand,
];
