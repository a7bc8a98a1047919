import type { GuacamoleTables } from "./guacamole-tables.ts";
import type { HoursTables } from "./hours-tables.ts";
import type { PasserelleTables } from "./passerelle-tables.ts";

export type { ConnectionGroupType, ObjectPermission, SystemPermission } from "./guacamole-tables.ts";

/** The tables that the gateway queries: Guacamole 1.6's, and its own beside them. */
export interface Tables extends GuacamoleTables, PasserelleTables, HoursTables {}
