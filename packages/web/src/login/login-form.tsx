import { Button, Divider } from "@mantine/core";
import { IconFingerprint } from "@tabler/icons-react";
import { useMutation } from "@tanstack/react-query";
import i18next from "i18next";
import { lazy, type ReactElement, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { signIn } from "../api/gateway.ts";
import { type LoginStep, stepAfter } from "./login-step.ts";
import { answerWithPasskey, requestPasskeyLogin, supportsPasskeys } from "./passkey.ts";
import { CodeStep } from "./steps/code-step.tsx";
import { CredentialsStep } from "./steps/credentials-step.tsx";
import { EnrolStep } from "./steps/enrol-step.tsx";
import { NewPasswordStep } from "./steps/new-password-step.tsx";

/** With the texts of the account, which hardly anybody needs here. */
const RecoveryStep = lazy(async () => {
  await i18next.loadNamespaces("account");
  return { default: (await import("./steps/recovery-step.tsx")).RecoveryStep };
});

type Fields = Readonly<Record<string, string>>;

interface LoginFormProps {
  /** True if the person was sent here from a page that they will come back to. */
  readonly isReturning: boolean;
  readonly onSignedIn: () => void;
}

const firstStep: LoginStep = { kind: "credentials" };

/** The way in, step by step: each answer is sent together with those before, until the gateway asks for nothing more. */
export function LoginForm({ isReturning, onSignedIn }: LoginFormProps): ReactElement {
  const { t } = useTranslation();
  const [step, setStep] = useState(firstStep);
  const [known, setKnown] = useState<Fields>({});

  const login = useMutation({
    mutationFn: (fields: Fields) => signIn({ ...known, ...fields }),
    onSuccess: (codes) => {
      if (codes === undefined) onSignedIn();
      else setStep({ kind: "recovery", codes });
    },
    onError: (error, fields) => {
      const next = stepAfter(error);
      if (next === undefined) return;
      // A code is good once; what is asked for next, is asked for with a new one.
      const { "guac-totp": _code, passkey: _passkey, ...kept } = { ...known, ...fields };
      setKnown(kept);
      setStep(next);
    },
  });

  const passkey = useMutation({
    mutationFn: async (options?: string) => answerWithPasskey(options ?? (await requestPasskeyLogin())),
    onSuccess: (answer) => {
      if (answer !== undefined) login.mutate({ passkey: answer });
    },
  });

  const startOver = () => {
    login.reset();
    passkey.reset();
    setKnown({});
    setStep(firstStep);
  };

  const refusal = passkey.error ?? (stepAfter(login.error) === undefined ? login.error : null);
  const common = {
    onSubmit: (fields: Fields) => {
      passkey.reset();
      login.mutate(fields);
    },
    onStartOver: startOver,
    isPending: login.isPending || passkey.isPending,
    error: refusal,
  };

  switch (step.kind) {
    case "new-password":
      return <NewPasswordStep username={known.username ?? ""} current={known.password ?? ""} {...common} />;
    case "enrol":
      return <EnrolStep enrolment={step.enrolment} {...common} />;
    case "recovery":
      return (
        <Suspense>
          <RecoveryStep codes={step.codes} onDone={onSignedIn} />
        </Suspense>
      );
    case "code": {
      const options = step.passkey;
      return <CodeStep onPasskey={options === undefined ? undefined : () => passkey.mutate(options)} {...common} />;
    }
    case "credentials":
      return (
        <>
          <CredentialsStep isReturning={isReturning} {...common} />
          {supportsPasskeys() && (
            <>
              <Divider my="lg" label={t("login.or")} />
              <Button
                fullWidth
                variant="default"
                size="md"
                leftSection={<IconFingerprint size={18} />}
                disabled={common.isPending}
                onClick={() => passkey.mutate(undefined)}
              >
                {t("login.passkey")}
              </Button>
            </>
          )}
        </>
      );
  }
}
