/** The actions that the audit log can be asked for; their words are in the texts. */
export const auditActions = [
  ...["user.create", "user.change", "user.delete", "user.password", "user.permissions", "user.groups"],
  ...["user.unlock", "user.second-factor-reset", "user.sign-ins-end"],
  ...["group.create", "group.change", "group.delete", "group.permissions", "group.members"],
  ...["connection.create", "connection.change", "connection.delete", "connection.secrets-read"],
  "connection.test",
  ...["connection-group.create", "connection-group.change", "connection-group.delete"],
  ...["sharing-profile.create", "sharing-profile.change", "sharing-profile.delete", "sharing-profile.secrets-read"],
  ...["session.end", "session.message", "session.share", "session.unshare"],
  ...["sign-in.success", "sign-in.refused", "sign-in.end", "sign-in.blocked"],
  ...["second-factor.add", "second-factor.remove", "recovery-code.use"],
  ...["api-key.create", "api-key.delete"],
  ...["import", "export", "ban.lift", "database.adopt"],
  ...["hours.correct", "hours.withdraw", "hours.close", "hours.reopen"],
  ...["hours.schedule", "hours.holidays", "hours.roles", "hours.mail"],
  ...["secrets.seal", "secrets.rotate", "secrets.release"],
] as const;
