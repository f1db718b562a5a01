import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Translate } from '../../i18n/index.ts';
import { TransportError } from '../../sync/transport-error.ts';

const WORDED = ['E_SCOPE', 'E_PERMISSION', 'E_NOT_FOUND', 'E_REQUEST'] as const;

/**
 * Why the server did not do it, in words; a code of which nothing is known stands beside.
 * @param special words of the screen for codes that mean something particular there
 */
export function onlineProblem(
  error: unknown,
  t: Translate,
  special: Readonly<Record<string, string>> = {},
): string {
  if (!(error instanceof TransportError)) return t('online.other', { code: String(error) });
  if (error.kind === 'offline' || error.kind === 'notTheServer') return t('online.offline');
  if (error.code === 'E_RATE_LIMIT')
    return t('online.tooFast', { count: Math.ceil((error.retryAfterMs ?? 1000) / 1000) });
  if (error.kind === 'busy') return t('online.busy');
  const own = special[error.code ?? ''];
  if (own !== undefined) return own;
  const known = WORDED.find((code) => code === error.code);
  return known === undefined ? t('online.other', { code: error.code ?? error.kind }) : t(`online.${known}`);
}

export function OnlineProblem({ error, onRetry }: { error: unknown; onRetry: () => void }): ReactNode {
  const { t } = useTranslation();
  return (
    <Alert
      type="warning"
      showIcon
      title={onlineProblem(error, t)}
      action={
        <Button size="small" onClick={onRetry}>
          {t('common.retry')}
        </Button>
      }
    />
  );
}
