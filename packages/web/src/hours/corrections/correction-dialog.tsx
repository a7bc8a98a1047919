import { useQueryClient } from "@tanstack/react-query";
import { type ReactElement, useState } from "react";
import { useTranslation } from "react-i18next";
import { type CorrectionDraft, correctHours } from "../../api/hours-keeping.ts";
import { dayAt } from "../time/days.ts";
import { timeAt } from "../time/zoned-time.ts";
import { spanOf, timesProblem } from "./correction-times.ts";
import { ReasonDialog } from "./reason-dialog.tsx";
import { TimeInputs } from "./time-inputs.tsx";

/** What is to be corrected. */
export type Correcting =
  | { readonly kind: "add" | "remove"; readonly day: string }
  | { readonly kind: "settle"; readonly historyId: number; readonly start: number };

interface CorrectionDialogProps {
  readonly person: string;
  readonly zone: string;
  readonly correcting: Correcting;
  readonly onClose: () => void;
}

/** Adds time, takes some away, or gives a session its end. */
export function CorrectionDialog({ person, zone, correcting, onClose }: CorrectionDialogProps): ReactElement {
  const { t } = useTranslation("hoursKeeping");
  const queryClient = useQueryClient();
  const { kind } = correcting;
  const [times, setTimes] = useState(() =>
    correcting.kind === "settle"
      ? { day: dayAt(correcting.start, zone), from: timeAt(correcting.start, zone), to: "" }
      : { day: correcting.day, from: "", to: "" },
  );
  const [wasTried, setTried] = useState(false);
  const problem = timesProblem(times, zone, Date.now());
  const check = () => {
    setTried(true);
    return problem === undefined;
  };
  const correct = async (reason: string) => {
    const span = spanOf(times, zone);
    if (span === undefined) return;
    const draft: CorrectionDraft =
      correcting.kind === "settle"
        ? { kind: "settle", historyId: correcting.historyId, end: span.end, reason }
        : { kind: correcting.kind, person, reason, ...span };
    await correctHours(draft);
    await queryClient.invalidateQueries({ queryKey: ["hours"] });
  };
  return (
    <ReasonDialog
      title={t(`correct.${kind}.title`, { person })}
      text={t(`correct.${kind}.text`)}
      action={t(`correct.${kind}.action`)}
      check={check}
      onConfirm={correct}
      onClose={onClose}
    >
      <TimeInputs
        times={times}
        onChange={setTimes}
        zone={zone}
        isBegun={kind === "settle"}
        error={wasTried && problem !== undefined ? t(`times.${problem}`) : undefined}
      />
    </ReasonDialog>
  );
}
