import { useParams } from "@tanstack/react-router";
import { type ReactElement, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Attempts } from "../desktop-page.tsx";
import { GuestEnded, GuestLeft } from "./guest-screens.tsx";
import { isKey } from "./link-addresses.ts";

/** Somebody else's desktop, for whoever has a link to it. */
export function SharedDesktopPage(): ReactElement {
  const { t } = useTranslation("desktop");
  const { key } = useParams({ from: "/share/$key" });
  const target = useMemo(() => ({ kind: "share", identifier: key }) as const, [key]);
  const [hasLeft, setLeft] = useState(false);
  if (!isKey(key)) return <GuestEnded failure={{ code: "share-unknown" }} />;
  if (hasLeft) return <GuestLeft onJoin={() => setLeft(false)} />;
  return <Attempts target={target} name={t("shared")} onLeave={() => setLeft(true)} />;
}
