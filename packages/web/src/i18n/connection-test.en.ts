/** The texts of "Test this connection": its steps, what went wrong, and what to do. */
export const connectionTest = {
  start: "Test",
  heading: "Test of this connection",
  running: "Contacting the computer. This takes up to half a minute.",
  failed: "The test could not be made",
  good: "All is well: the computer was reached and has let the account in.",
  goodWithoutLogin: "The computer was reached. Whether it lets people in shows when they sign in there.",
  done: "done in {{milliseconds}} ms",
  failedStep: "failed",
  skippedStep: "not tried",
  detail: "For support: {{detail}}",
  steps: {
    resolve: "Find the computer’s address",
    connect: "Reach it",
    negotiate: "Agree on the security",
    secure: "Make a secure line",
    authenticate: "Sign in",
  },
  codes: {
    "host-unknown": {
      title: "Nothing is known of a computer of this name",
      advice: "Check the spelling of the computer’s name, or enter its IP address instead.",
    },
    "port-closed": {
      title: "The computer is on, but nobody listens at this port",
      advice: "Turn on Remote Desktop in the settings of Windows, and check the port; 3389 is the usual one.",
    },
    "no-answer": {
      title: "There is no answer from this address",
      advice: "The computer may be off or asleep, the address wrong, or a firewall between it and this server.",
    },
    "not-rdp": {
      title: "What answers there is no remote desktop",
      advice: "Another service listens at this port. Check the address and the port.",
    },
    "connection-lost": {
      title: "The computer broke off",
      advice: "Try again. If it stays, look at the event log of that computer, or for a firewall in between.",
    },
    "tls-failed": {
      title: "No secure line could be made",
      advice: "The computer offers only encryption that is too old or broken. Renew its certificate or update it.",
    },
    "certificate-refused": {
      title: "The computer’s certificate is not trusted",
      advice: "Turn on “Accept any certificate” if it is self-signed, or enter its fingerprint below “More settings”.",
    },
    "security-refused": {
      title: "The computer asks for another kind of security",
      advice: "Set the security to be chosen automatically.",
    },
    "wrong-credentials": {
      title: "The computer was reached, but refuses the user name or the password",
      advice: "Check both, and the domain. An account of the computer itself needs no domain, or the computer’s name.",
    },
    "credentials-missing": {
      title: "The computer was reached; without user name and password no sign-in was tried",
      advice: "Enter both to test the sign-in too. Left empty, people are asked for them.",
    },
    "account-disabled": {
      title: "The Windows account is disabled",
      advice: "Enable it in the user management of Windows.",
    },
    "account-locked": {
      title: "The Windows account is locked",
      advice: "There were too many wrong passwords. Unlock it in Windows, or wait.",
    },
    "account-expired": {
      title: "The Windows account has expired",
      advice: "Give it a later expiry date in the user management of Windows.",
    },
    "account-restricted": {
      title: "Windows restricts this account",
      advice: "It may have an empty password, or be limited to certain hours or computers.",
    },
    "password-expired": {
      title: "The Windows password must be changed",
      advice: "Change it on a Windows computer, then enter the new one here.",
    },
    "logon-not-granted": {
      title: "This account may not use remote desktop",
      advice: "Add it to the group “Remote Desktop Users” of that computer.",
    },
    "authentication-failed": {
      title: "The sign-in failed",
      advice: "The computer gave no clear reason. Check user name, password and domain.",
    },
    "connection-misconfigured": {
      title: "A setting makes no sense",
      advice: "See the words for support below for the setting it is about.",
    },
    other: {
      title: "The test did not get through",
      advice: "Try again. If it stays, the words for support below say more.",
    },
  },
} as const;
