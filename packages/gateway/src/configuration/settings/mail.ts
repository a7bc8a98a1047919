import { oneOf, port, text } from "../parsers.ts";
import { subject } from "../setting.ts";

export const MAIL = subject("Mail", "For the monthly report of worked hours. Without a server no mail is sent.", {
  host: {
    names: ["PASSERELLE_SMTP_HOST"],
    meaning: "SMTP server.",
    parse: text,
  },
  port: {
    names: ["PASSERELLE_SMTP_PORT"],
    fallback: "587",
    meaning: "Its TCP port: 587 for submission, 465 with `tls`.",
    parse: port,
  },
  security: {
    names: ["PASSERELLE_SMTP_SECURITY"],
    fallback: "starttls",
    meaning: "starttls, tls, or none for a server on the same machine.",
    parse: oneOf("starttls", "tls", "none"),
  },
  username: {
    names: ["PASSERELLE_SMTP_USER"],
    meaning: "User at the server, where it asks for one.",
    parse: text,
  },
  password: {
    names: ["PASSERELLE_SMTP_PASSWORD"],
    meaning: "Password of that user.",
    secret: true,
    parse: text,
  },
  from: {
    names: ["PASSERELLE_SMTP_FROM"],
    meaning: "Sender, such as `Passerelle <hours@example.com>`; unset: `passerelle@` and the server's name.",
    parse: text,
  },
});
