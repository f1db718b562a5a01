import { Button, Checkbox } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useReference } from '../../session/react.tsx';
import { LeftOutlined } from '../../ui/icons.tsx';
import { EmptyState, MaskedText, Page, Panel } from '../../ui/index.ts';
import { customerPath, NOTE_ASKED, PaperHead, PrintButton, useAccess } from '../customers/index.ts';
import type { ListActs } from '../customers/index.ts';
import { byCommunity, dayPlan } from './day-plan.ts';
import type { PlanStop } from './day-plan.ts';
import { reasonsLine } from './today-words.ts';
import { useToday } from './use-today.ts';
import { useWorkbench } from './use-workbench.ts';
import styles from './workbench.module.css';

/**
 * 日程: today's visits and calls in the order in which one walks, to be taken along on paper.
 * @param props.briefPath where the one-page brief of a customer is
 * @param props.acts what can be done with those who are to be called
 */
export function DayPlanPage({
  briefPath,
  acts,
}: {
  briefPath: (customerCode: string) => string;
  acts: ListActs;
}): ReactNode {
  const { t } = useTranslation();
  const { units } = useReference();
  const { staff } = useAccess();
  const workbench = useWorkbench();
  const { today } = workbench.figures;
  const { items, details } = useToday(workbench);
  const [withSuggestions, setWithSuggestions] = useState(false);
  const stops = dayPlan(items ?? [], details, withSuggestions);
  const called = stops.flatMap(({ item: { kind, customer } }) =>
    kind === 'CALL' ? [customer.customerCode] : [],
  );
  return (
    <Page
      title={t('workbench.plan.title')}
      hint={`${today} · ${t('workbench.plan.count', { count: stops.length })}`}
      before={
        <Link to="/workbench" aria-label={t('workbench.plan.back')} title={t('workbench.plan.back')}>
          <Button type="text" size="small" icon={<LeftOutlined />} tabIndex={-1} />
        </Link>
      }
      actions={
        <>
          <Checkbox checked={withSuggestions} onChange={(event) => setWithSuggestions(event.target.checked)}>
            {t('workbench.plan.suggested')}
          </Checkbox>
          <Link className={styles['wayTo']} to="/workbench/report">
            {t('workbench.work.title')}
          </Link>
          {acts({
            codes: () => called,
            count: called.length,
            name: `${t('workbench.plan.title')} ${today}`,
          })}
          <PrintButton />
        </>
      }
    >
      <PaperHead staff={staff} />
      <div className={styles['plan']}>
        {items !== null && stops.length === 0 && (
          <EmptyState title={t('workbench.today.empty')} hint={t('workbench.today.emptyHint')} />
        )}
        {byCommunity(stops).map(({ communityCode, stops: here }) => (
          <Panel
            key={communityCode}
            flush
            title={units.get(communityCode)?.name ?? communityCode}
            hint={t('workbench.plan.count', { count: here.length })}
          >
            <Stops stops={here} today={today} briefPath={briefPath} />
          </Panel>
        ))}
      </div>
    </Page>
  );
}

function Stops(props: {
  stops: readonly PlanStop[];
  today: string;
  briefPath: (customerCode: string) => string;
}): ReactNode {
  const { t } = useTranslation();
  const { stops, today, briefPath } = props;
  return (
    <table className={styles['stops']}>
      <thead>
        <tr>
          {(['how', 'customer', 'phone', 'address', 'cabinet', 'why', 'brief'] as const).map((key) => (
            <th key={key} scope="col" className={key === 'brief' ? styles['onScreen'] : undefined}>
              {t(`workbench.plan.column.${key}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {stops.map(({ item, address, cabinet }) => {
          const { customer, kind } = item;
          return (
            <tr key={customer.customerCode}>
              <td>{t(`domain.interaction.${kind}`)}</td>
              <td>
                <Link
                  className={styles['personName']}
                  to={customerPath(customer.customerCode)}
                  state={NOTE_ASKED}
                >
                  {customer.name}
                </Link>
              </td>
              <td>
                <MaskedText kind="phone" value={customer.contactPhone} customerCode={customer.customerCode} />
              </td>
              <td>
                <MaskedText kind="address" value={address} customerCode={customer.customerCode} />
              </td>
              <td>{cabinet || t('common.none')}</td>
              <td className={styles['stopWhy']}>{reasonsLine(item, today, t)}</td>
              <td className={styles['onScreen']}>
                <Link className={styles['wayTo']} to={briefPath(customer.customerCode)}>
                  {t('workbench.plan.brief')}
                </Link>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
