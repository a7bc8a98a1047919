import type { TFunction } from "i18next";
import { ApiError } from "./api-error.ts";

/** What happened and what to do, in the language of the page. */
export function errorText(t: TFunction, error: unknown): string {
  if (!(error instanceof ApiError)) return t("errors.type.UNEXPECTED");
  const known = error.key === undefined ? "" : t(`errors.key.${error.key}` as "errors.key.LOGIN.ERROR_NOT_VALID", "");
  if (known !== "") return known;
  const text = t(`errors.type.${error.type}`);
  const saysMore = error.type === "BAD_REQUEST" && error.detail !== undefined;
  return saysMore ? `${text} ${t("errors.detail", { message: error.detail })}` : text;
}

/** What to put above `errorText`. */
export function errorTitle(t: TFunction, error: unknown): string {
  return error instanceof ApiError && error.type === "UNREACHABLE" ? t("errors.unreachable") : t("errors.title");
}
