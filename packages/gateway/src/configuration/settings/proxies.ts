import { blockList, flag, headerName, text, wholePattern } from "../parsers.ts";
import { subject } from "../setting.ts";

/** What Tomcat's RemoteIpValve takes for proxies unless it is told: private, link-local and loopback addresses. */
export const TOMCAT_PROXIES =
  "10.0.0.0/8,192.168.0.0/16,169.254.0.0/16,127.0.0.0/8,100.64.0.0/10,172.16.0.0/12,::1,fe80::/10,fc00::/7";

export const PROXIES = subject(
  "Reverse proxies",
  "Whoever asks is taken for the client, unless it is a proxy that is trusted here: of such a one `X-Forwarded-For`, `X-Forwarded-Proto` and `X-Forwarded-Host` count, of anybody else nothing does ([an example](reverse-proxy.md)). Without this, blocks, histories and restrictions by host see the proxy's address only.",
  {
    networks: {
      names: ["PASSERELLE_TRUSTED_PROXIES"],
      fallback: "",
      meaning: "Addresses and networks of trusted proxies, with commas between them, such as `127.0.0.1,10.0.0.0/8`.",
      parse: blockList,
    },
    valve: {
      names: ["REMOTE_IP_VALVE_ENABLED"],
      fallback: "false",
      meaning: `\`true\`: the patterns below are trusted; without one, what Tomcat trusts: ${TOMCAT_PROXIES.replaceAll(",", ", ")}.`,
      parse: flag,
    },
    internalProxies: {
      names: ["REMOTE_IP_VALVE_INTERNAL_PROXIES", "PROXY_ALLOWED_IPS_REGEX"],
      meaning: "Regular expression for addresses of trusted proxies.",
      parse: wholePattern,
    },
    trustedProxies: {
      names: ["REMOTE_IP_VALVE_TRUSTED_PROXIES"],
      meaning: "One more.",
      parse: wholePattern,
    },
    addressHeader: {
      names: ["PASSERELLE_PROXY_ADDRESS_HEADER", "REMOTE_IP_VALVE_REMOTE_IP_HEADER", "PROXY_IP_HEADER"],
      fallback: "x-forwarded-for",
      meaning: "Header in which they name the client.",
      parse: headerName,
    },
    protocolHeader: {
      names: ["PASSERELLE_PROXY_PROTOCOL_HEADER", "REMOTE_IP_VALVE_PROTOCOL_HEADER", "PROXY_PROTOCOL_HEADER"],
      fallback: "x-forwarded-proto",
      meaning: "Header in which they say whether the client came by TLS; then cookies are `Secure`, and HSTS is sent.",
      parse: headerName,
    },
    httpsValue: {
      names: ["PASSERELLE_PROXY_HTTPS_VALUE", "REMOTE_IP_VALVE_PROTOCOL_HEADER_HTTPS_VALUE"],
      fallback: "https",
      meaning: "What it says then.",
      parse: text,
    },
  },
);
