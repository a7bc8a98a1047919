import type { ConnectStep, FailureCode, PromptField } from "@passerelle/tunnel";

interface FailureText {
  /** What happened. */
  readonly title: string;
  /** What to do. */
  readonly advice: string;
}

const steps = {
  resolving: "Finding the desktop",
  connecting: "Reaching it",
  negotiating: "Agreeing on the protection",
  securing: "Securing the line",
  authenticating: "Signing in",
  licensing: "Checking the licence",
  activating: "Starting the desktop",
} as const satisfies Record<ConnectStep, string>;

const fields = {
  username: "User name",
  password: "Password",
  domain: "Domain",
} as const satisfies Record<PromptField, string>;

const failures = {
  "host-unknown": {
    title: "The desktop's name is unknown",
    advice: "Check the host name of this connection. If it is right, name resolution on the server may be failing.",
  },
  "port-closed": {
    title: "The desktop refuses connections",
    advice: "The computer is on, but remote desktop is not enabled there or uses another port.",
  },
  "no-answer": {
    title: "The desktop does not answer",
    advice: "It may be switched off, asleep or behind a firewall. Start it, then try again.",
  },
  "not-rdp": {
    title: "This is not a remote desktop",
    advice: "Something else answers at this address and port. Check both in the connection's settings.",
  },
  "connection-lost": {
    title: "The connection to the desktop was lost",
    advice: "Your programs may still be running: connect again to go on where you were.",
  },
  "tls-failed": {
    title: "No secure line could be made",
    advice:
      "The desktop and this server found no encryption in common. Ask your administrator to look at the details below.",
  },
  "certificate-refused": {
    title: "The desktop's certificate is not trusted",
    advice:
      "Its identity changed or cannot be verified. Ask your administrator before you go on: it may be another machine.",
  },
  "security-refused": {
    title: "The desktop asks for another kind of security",
    advice: "Set the security mode of this connection to “any”, or to the one named below.",
  },
  "wrong-credentials": {
    title: "User name or password is wrong",
    advice: "Check both, and the domain if there is one. Mind Caps Lock.",
  },
  "account-disabled": {
    title: "This account is disabled",
    advice: "Windows does not let this account sign in. Ask your administrator to enable it.",
  },
  "account-locked": {
    title: "This account is locked",
    advice: "There were too many wrong passwords. Wait a while, or ask your administrator to unlock it.",
  },
  "account-expired": {
    title: "This account has expired",
    advice: "Ask your administrator to renew it.",
  },
  "account-restricted": {
    title: "This account may not sign in now",
    advice: "Windows restricts it: an empty password, certain hours, or certain computers. Ask your administrator.",
  },
  "password-expired": {
    title: "The Windows password must be changed",
    advice:
      "It has expired, or must be changed at the first sign-in. Change it on a Windows computer, or ask your administrator.",
  },
  "logon-not-granted": {
    title: "This account may not use remote desktop",
    advice: "Ask your administrator to add it to the group “Remote Desktop Users” of that computer.",
  },
  "authentication-failed": {
    title: "Signing in to the desktop failed",
    advice: "The desktop gave no clear reason. Check user name, password and domain, then see the details below.",
  },
  "licence-refused": {
    title: "The desktop granted no licence",
    advice: "Its remote desktop licences are used up or its licence server is out of reach. Ask your administrator.",
  },
  "server-full": {
    title: "The desktop takes no more people",
    advice: "All its sessions are in use. Try again later, or ask your administrator.",
  },
  "server-denied": {
    title: "The desktop refused the connection",
    advice: "Its own rules do not allow it. Ask your administrator.",
  },
  "logged-off": {
    title: "You are logged off",
    advice: "The Windows session has ended. Connect again to start a new one.",
  },
  "logged-off-elsewhere": {
    title: "The desktop was opened elsewhere",
    advice: "Someone connected with the same account. Connecting again takes the desktop back.",
  },
  "disconnected-by-administrator": {
    title: "An administrator ended the connection",
    advice: "Your programs may still be running. Ask your administrator before you connect again.",
  },
  "idle-timeout": {
    title: "Disconnected after a long pause",
    advice: "Nothing happened for too long. Connect again: your programs are probably still running.",
  },
  "logon-timeout": {
    title: "Signing in took too long",
    advice: "The desktop's time limit was reached. Try again.",
  },
  "server-error": {
    title: "The desktop met an error",
    advice: "Try again. If it stays, restart that computer or give your administrator the details below.",
  },
  "protocol-error": {
    title: "The desktop was not understood",
    advice: "It sent something unexpected. Try again; if it stays, report the details below.",
  },
  "connection-not-found": {
    title: "This connection does not exist",
    advice: "It was deleted, or it is not shared with you any more.",
  },
  "not-permitted": {
    title: "This desktop is not shared with you any more",
    advice: "An administrator took it back. Ask them for access if you still need it.",
  },
  "opened-elsewhere": {
    title: "The desktop was opened in another place",
    advice: "It goes on there, with your account. Connecting again brings it back here.",
  },
  "share-unknown": {
    title: "This link leads nowhere",
    advice:
      "It has run out, was revoked, or the desktop was closed; or the address is not complete. Ask whoever gave you the link for another one.",
  },
  "share-full": {
    title: "Nobody more can look on",
    advice: "As many guests as there may be are with this desktop. Wait until somebody has left, then join again.",
  },
  "share-revoked": {
    title: "This desktop is not shared with you any more",
    advice: "Whoever shares it has sent you away, or revoked the link. Ask them for another one if you need it.",
  },
  "ended-by-user": {
    title: "You ended this desktop",
    advice: "It was ended from the list of sessions, with your account. Connect again to go on where you were.",
  },
  "connection-full": {
    title: "This desktop is in use",
    advice:
      "As many people as may use it at once are connected. Wait until somebody has finished, or ask your administrator.",
  },
  "connection-full-for-user": {
    title: "You have this desktop open already",
    advice: "You may not open it more often. Close it where it is open, then try again.",
  },
  "group-full": {
    title: "All places of this group are taken",
    advice: "Wait until somebody has finished, or ask your administrator for more.",
  },
  "group-full-for-user": {
    title: "You have a desktop of this group open already",
    advice: "You may not open more of them. Close the one that is open, then try again.",
  },
  "group-empty": {
    title: "This group has no desktop to give",
    advice:
      "There is none in it that may be chosen. Ask your administrator to add desktops to it or to give them a weight.",
  },
  "gateway-full": {
    title: "No more desktops can be opened here",
    advice: "The most that this server allows are open. Wait until somebody has finished, or ask your administrator.",
  },
  "user-full": {
    title: "You have too many desktops open",
    advice: "Close those that you do not need, then try again.",
  },
  "user-deleted": {
    title: "Your account was deleted",
    advice: "An administrator removed it from this server. Ask them if you still need it.",
  },
  "user-disabled": {
    title: "Your account was disabled",
    advice: "An administrator switched it off on this server. Ask them to enable it again.",
  },
  "user-not-valid": {
    title: "Your account is not valid today",
    advice: "The period for which it may be used is over or has not begun. Ask your administrator to extend it.",
  },
  "user-outside-hours": {
    title: "Your working hours are over",
    advice:
      "Your account may be used at certain hours only. Your programs may still be running: come back when they begin again.",
  },
  "connection-deleted": {
    title: "This connection was deleted",
    advice: "An administrator removed it. Ask them if you still need it.",
  },
  "time-restricted": {
    title: "This desktop may not be used at this hour",
    advice: "It is restricted to certain times. Come back then, or ask your administrator.",
  },
  "host-restricted": {
    title: "This desktop may not be used from here",
    advice: "It is restricted to certain places in the network. Go to one of them, or ask your administrator.",
  },
  "connection-misconfigured": {
    title: "This connection is not set up correctly",
    advice: "One of its settings cannot be used; the details say which.",
  },
  "credentials-missing": {
    title: "No user name and password were given",
    advice: "Connect again and enter them when asked.",
  },
  "signed-out": {
    title: "You are signed out",
    advice: "Sign in again to come back to the desktop.",
  },
  "slow-browser": {
    title: "This browser could not keep up",
    advice: "Close other tabs and programs, then connect again. A smaller window helps as well.",
  },
  "gateway-stopping": {
    title: "The server is being restarted",
    advice: "Wait a minute, then connect again. Your programs go on running.",
  },
  "gateway-error": {
    title: "The server met an error",
    advice: "Try again. If it stays, give your administrator the details below.",
  },
  "decoder-failed": {
    title: "This browser failed to show the desktop",
    advice:
      "It was started again several times, in vain. Your programs are still running: close other tabs, then connect again. If it stays, try another browser.",
  },
} as const satisfies Record<FailureCode, FailureText>;

/** The texts of the desktop page. English defines the keys; desktop.fr.ts must have the same. */
export const desktop = {
  title: "{{name}} · Passerelle",
  shared: "Shared desktop",
  opening: "Opening {{name}}",
  steps,
  chosen: "Chosen from the group: {{name}}",
  seconds: "{{seconds}} s",
  cancel: "Cancel",
  reconnect: "Connect again",
  home: "All connections",
  edit: "Edit connection",
  signIn: "Sign in",
  ended: "The desktop is closed",
  endedAdvice: "Programs that you left open may still be running there.",
  detail: "Details:",
  failures,
  prompt: {
    title: "Sign in to {{name}}",
    text: "This desktop asks who you are.",
    submit: "Connect",
  },
  fields,
  message: {
    title: "Message from the administrator",
    close: "Close the message",
    more_one: "and {{count}} more",
    more_other: "and {{count}} more",
  },
  line: {
    waiting: "The line to the server is broken. Trying again…",
    waitingAdvice: "The desktop goes on running. What you type now is not sent.",
    unreached: "The server cannot be reached. Trying again…",
    retry: "Try now",
    takenOver: "The desktop is open in another window",
    takenOverAdvice: "It can be shown in one window at a time.",
    takeBack: "Show it here",
    again: "The desktop is being connected anew…",
    restoring: "The picture is being restored…",
  },
  menu: {
    label: "Desktop menu",
    open: "Open the desktop menu",
    close: "Close the menu",
    hint: "The menu is at the top edge, or press Ctrl+Alt+Shift.",
    hintTouch: "The menu is at the top edge.",
    keys: "Send keys",
    combinations: {
      ctrlAltDelete: "Ctrl+Alt+Del",
      altTab: "Alt+Tab",
      windows: "Windows",
      altF4: "Alt+F4",
      ctrlEscape: "Ctrl+Esc",
      printScreen: "Print screen",
    },
    zoom: "Size",
    fit: "Fit",
    actual: "Actual",
    fullScreen: "Full screen",
    leaveFullScreen: "Leave full screen",
    allScreens: "Use all screens",
    oneScreen: "Use one screen",
    keyboard: "Keyboard",
    panel: "Panel",
    panelHelp: "Clipboard, files, prints, sound, keyboard, display and sharing",
    statistics: "Statistics",
    statisticsKeys: "Ctrl+Alt+Shift+S",
    leave: "Leave",
    disconnect: "Disconnect",
    readOnly: "View only",
    roundTrip: "{{milliseconds}} ms to the server and back",
    quality: { unknown: "Measuring the line", good: "Good line", fair: "Slow line", poor: "Very slow line" },
  },
  screen: "Desktop {{name}}",
  monitors: {
    window: "{{name}}, screen {{number}}",
    fullScreen: "Full screen",
    waiting: "The desktop is about to use this screen.",
    unused: "The desktop is as large as it can be: this screen stays free.",
    dismiss: "Close this message",
    denied:
      "The browser may not see your screens. Allow window management for this site in its settings, then try again.",
    blocked: "The browser did not open all windows. Allow pop-ups for this site in its settings, then try again.",
    single: "The browser finds one screen only. Connect another one, or extend the desktop of this computer to it.",
    refused: "This desktop does not take several screens.",
    failed: "The browser could not tell which screens there are.",
  },
} as const;
