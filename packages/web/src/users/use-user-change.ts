import { notifications } from "@mantine/notifications";
import { type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { errorText } from "../api/error-text.ts";
import { changeUsers, type UserChange } from "../api/users.ts";

interface ChangeOfMany {
  readonly usernames: readonly string[];
  readonly change: UserChange;
}

/** Changes one or many users at once, says how it went, and has everything loaded again that hangs on them. */
export function useUserChange(): UseMutationResult<number, Error, ChangeOfMany> {
  const { t } = useTranslation("users");
  const { t: tApp } = useTranslation();
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ usernames, change }) => changeUsers(usernames, change),
    onSuccess: (count) => notifications.show({ message: t("bulk.changed", { count }) }),
    onError: (error) =>
      notifications.show({ color: "red", title: t("bulk.failed"), message: errorText(tApp, error), autoClose: false }),
    onSettled: () => {
      for (const key of ["users", "userGroups", "memberships", "access"]) client.invalidateQueries({ queryKey: [key] });
    },
  });
}
