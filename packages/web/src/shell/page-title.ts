import { useEffect } from "react";

/** Shows `title` in the tab while the component is there. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = title;
  }, [title]);
}
