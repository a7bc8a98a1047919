const KEY = "passerelle.panel-section";

/** The section that was open last in this browser, else the first. */
export function keptSection<Name extends string>(names: readonly Name[]): Name {
  const kept = localStorage.getItem(KEY);
  return names.find((name) => name === kept) ?? (names[0] as Name);
}

export function keepSection(name: string): void {
  localStorage.setItem(KEY, name);
}
