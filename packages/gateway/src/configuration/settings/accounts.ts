import { flag, networks, oneOf, text, whole } from "../parsers.ts";
import { subject } from "../setting.ts";

const YEAR_OF_MINUTES = 365 * 24 * 60;
const CENTURY_OF_DAYS = 36_500;
const DAY_OF_SECONDS = 24 * 60 * 60;

function totpDigits(value: string): 6 | 7 | 8 {
  return whole(6, 8)(value) as 6 | 7 | 8;
}

function passwordNames(name: string): readonly [string, ...string[]] {
  return [`PASSERELLE_PASSWORD_${name}`, `POSTGRES_USER_PASSWORD_${name}`, `POSTGRESQL_USER_PASSWORD_${name}`];
}

export const SIGN_IN = subject("Getting in", "", {
  sessionTimeout: {
    names: ["PASSERELLE_SESSION_TIMEOUT", "API_SESSION_TIMEOUT"],
    fallback: "60",
    meaning: "Minutes after which a sign-in that is not used ends; an open desktop counts as use.",
    parse: whole(1, YEAR_OF_MINUTES),
  },
  sideBySide: {
    names: ["PASSERELLE_SIDE_BY_SIDE"],
    fallback: "false",
    meaning:
      "`true`: Guacamole runs on the same database, so its password hashes stay valid and secrets stay readable to it.",
    parse: flag,
  },
  caseSensitivity: {
    names: ["PASSERELLE_CASE_SENSITIVITY", "CASE_SENSITIVITY"],
    fallback: "enabled",
    meaning:
      "`enabled` and `usernames`: `Bob` is not `bob`; `disabled` and `group-names`: user names are compared without regard to case.",
    parse: oneOf("enabled", "disabled", "usernames", "group-names"),
  },
});

export const PASSWORDS = subject("New passwords", "Nothing is asked of a new password unless these say so.", {
  minLength: {
    names: passwordNames("MIN_LENGTH"),
    fallback: "0",
    meaning: "Fewest characters.",
    parse: whole(0, 1024),
  },
  minAge: {
    names: passwordNames("MIN_AGE"),
    fallback: "0",
    meaning: "Days for which a new password must be kept; not for administrators.",
    parse: whole(0, CENTURY_OF_DAYS),
  },
  maxAge: {
    names: passwordNames("MAX_AGE"),
    fallback: "0",
    meaning: "Days after which a password must be changed; 0: never.",
    parse: whole(0, CENTURY_OF_DAYS),
  },
  historySize: {
    names: passwordNames("HISTORY_SIZE"),
    fallback: "0",
    meaning: "How many older passwords may not come back.",
    parse: whole(0, 1000),
  },
  requireMultipleCase: {
    names: passwordNames("REQUIRE_MULTIPLE_CASE"),
    fallback: "false",
    meaning: "Small letters and capitals.",
    parse: flag,
  },
  requireDigit: {
    names: passwordNames("REQUIRE_DIGIT"),
    fallback: "false",
    meaning: "A digit.",
    parse: flag,
  },
  requireSymbol: {
    names: passwordNames("REQUIRE_SYMBOL"),
    fallback: "false",
    meaning: "Something that is neither letter nor digit.",
    parse: flag,
  },
  prohibitUsername: {
    names: passwordNames("PROHIBIT_USERNAME"),
    fallback: "false",
    meaning: "The user's name may not be in it.",
    parse: flag,
  },
});

export const BLOCKS = subject("Guessers", "Failures are counted for each address and for each account.", {
  enabled: {
    names: ["PASSERELLE_BAN_ENABLED", "BAN_ENABLED"],
    fallback: "true",
    meaning: "`false`: nobody is kept out.",
    parse: flag,
  },
  maxAttempts: {
    names: ["PASSERELLE_BAN_MAX_ATTEMPTS", "BAN_MAX_INVALID_ATTEMPTS"],
    fallback: "5",
    meaning: "Failures after which an address or an account is kept out; 0: never.",
    parse: whole(0, 1_000_000),
  },
  duration: {
    names: ["PASSERELLE_BAN_DURATION", "BAN_ADDRESS_DURATION"],
    fallback: "300",
    meaning: "Seconds of the first time; each further failure doubles them, up to an hour.",
    parse: whole(1, DAY_OF_SECONDS),
  },
});

export const TOTP = subject(
  "Second factor: TOTP",
  "Everybody may set up TOTP. As in Guacamole's image, any variable that starts with `TOTP_` makes it required, unless `TOTP_ENABLED` is `false`.",
  {
    required: {
      names: ["PASSERELLE_TOTP_REQUIRED", "TOTP_ENABLED"],
      fallback: "false",
      meaning: "`true`: everybody must.",
      parse: flag,
    },
    issuer: {
      names: ["PASSERELLE_TOTP_ISSUER", "TOTP_ISSUER"],
      fallback: "Passerelle",
      meaning: "Name under which authenticator apps keep it.",
      parse: text,
    },
    digits: {
      names: ["PASSERELLE_TOTP_DIGITS", "TOTP_DIGITS"],
      fallback: "6",
      meaning: "Digits of a code: 6, 7 or 8.",
      parse: totpDigits,
    },
    period: {
      names: ["PASSERELLE_TOTP_PERIOD", "TOTP_PERIOD"],
      fallback: "30",
      meaning: "Seconds for which a code holds.",
      parse: whole(1, 3600),
    },
    mode: {
      names: ["PASSERELLE_TOTP_MODE", "TOTP_MODE"],
      fallback: "sha1",
      meaning: "sha1, sha256 or sha512; not every app knows the others.",
      parse: oneOf("sha1", "sha256", "sha512"),
    },
    bypassHosts: {
      names: ["PASSERELLE_TOTP_BYPASS_HOSTS", "TOTP_BYPASS_HOSTS"],
      fallback: "",
      meaning: "Addresses and networks that are not asked for a code, with commas between them.",
      parse: networks,
    },
    enforceHosts: {
      names: ["PASSERELLE_TOTP_ENFORCE_HOSTS", "TOTP_ENFORCE_HOSTS"],
      fallback: "",
      meaning: "The only addresses and networks that are asked; empty: all.",
      parse: networks,
    },
  },
);
