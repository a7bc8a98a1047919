/** The attributes that say when and from where something may be used. */
export const restrictionAttributes = {
  hoursAllowed: "guac-restrict-time-allowed",
  hoursDenied: "guac-restrict-time-denied",
  hostsAllowed: "guac-restrict-hosts-allowed",
  hostsDenied: "guac-restrict-hosts-denied",
  timeZone: "passerelle-restrict-timezone",
} as const;

export type RestrictionAttribute = (typeof restrictionAttributes)[keyof typeof restrictionAttributes];
