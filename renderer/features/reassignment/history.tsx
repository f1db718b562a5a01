import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '../../../shared/domain/rows.ts';
import type { RequestView } from '../../data/request-view.ts';
import { useReference } from '../../session/react.tsx';
import { today as todayOf } from '../../ui/format/index.ts';
import styles from './reassignment.module.css';
import { stateWords } from './request-words.ts';

/** How it came to this, the newest first: the decision, the request, and why the customer was where it was. */
export function History({
  request,
  customer,
}: {
  request: RequestView;
  customer: Customer | null;
}): ReactNode {
  const { t } = useTranslation();
  const { units } = useReference();
  const nameOf = (code: string): string => units.get(code)?.name ?? code;
  const placed = customer?.placement;
  // After an approval the placement tells of this very request, which stands above already.
  const before = placed?.kind === 'REASSIGNMENT' && placed.request === request.requestId ? undefined : placed;
  return (
    <ol className={styles['history']}>
      {request.state !== 'OPEN' && <li data-done="true">{stateWords(request, todayOf(), t)}</li>}
      <li data-done="true">
        {t('reassignment.history.asked', {
          day: todayOf(new Date(request.askedAt)),
          community: nameOf(request.toCommunity),
        })}{' '}
        <span className={styles['quiet']}>{request.askedByName}</span>
      </li>
      {customer !== null && before !== undefined && (
        <li>
          {t(`reassignment.history.${before.kind}`, {
            day: before.decidedOn,
            community: nameOf(customer.communityCode),
          })}
        </li>
      )}
    </ol>
  );
}
