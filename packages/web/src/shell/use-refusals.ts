import { type RefObject, useEffect, useRef, useState } from "react";

interface Refusals {
  /** To be put on the form. */
  readonly form: RefObject<HTMLFormElement | null>;
  /** True once the form has been refused. */
  readonly wasRefused: boolean;
  /** To be called together with the marking of what was refused. */
  readonly refuse: () => void;
}

/** Takes people to the first entry that was refused, as soon as it is marked as such. */
export function useRefusals(): Refusals {
  const form = useRef<HTMLFormElement>(null);
  const [count, setCount] = useState(0);
  useEffect(() => {
    if (count > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [count]);
  return { form, wasRefused: count > 0, refuse: () => setCount((before) => before + 1) };
}
