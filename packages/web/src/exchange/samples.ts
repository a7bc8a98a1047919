import type { Format } from "../api/exchange.ts";

/** A file of each format to begin with; the same two desktops in all of them. */
const samples: Readonly<Record<Format, string>> = {
  csv: `name,protocol,hostname,username,password,ignore-cert,group,users,groups
Accueil,rdp,192.0.2.10,accueil,change-me,true,Paris,alice;bob,
Atelier,rdp,192.0.2.11,atelier,change-me,true,Paris/Atelier,,techniciens
`,
  json: `[
  {
    "name": "Accueil",
    "protocol": "rdp",
    "group": "Paris",
    "parameters": { "hostname": "192.0.2.10", "username": "accueil", "password": "change-me", "ignore-cert": "true" },
    "users": ["alice", "bob"]
  },
  {
    "name": "Atelier",
    "protocol": "rdp",
    "group": "Paris/Atelier",
    "parameters": { "hostname": "192.0.2.11", "username": "atelier", "password": "change-me", "ignore-cert": "true" },
    "groups": ["techniciens"]
  }
]
`,
  yaml: `- name: Accueil
  protocol: rdp
  group: Paris
  parameters:
    hostname: 192.0.2.10
    username: accueil
    password: change-me
    ignore-cert: "true"
  users: [alice, bob]
- name: Atelier
  protocol: rdp
  group: Paris/Atelier
  parameters:
    hostname: 192.0.2.11
    username: atelier
    password: change-me
    ignore-cert: "true"
  groups: [techniciens]
`,
};

/** The address of a sample, to be downloaded. */
export function sampleAddress(format: Format): string {
  return `data:text/plain;charset=utf-8,${encodeURIComponent(samples[format])}`;
}
