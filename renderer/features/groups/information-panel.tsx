import { Button, Popover } from 'antd';
import { useMemo } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import {
  CONTACTED_WITHIN_DAYS,
  ENDED,
  groupInformation,
  GroupProductFigure,
} from '../../../shared/reports/index.ts';
import type { GroupInformation } from '../../../shared/reports/index.ts';
import type { GroupView } from '../../data/groups.ts';
import type { CustomerConditions } from '../../data/types.ts';
import { useIndex, useReference } from '../../session/react.tsx';
import { formatCount, formatYuan, today as todayOf } from '../../ui/format/index.ts';
import { AsOfHint, EmptyState, Panel, useServerNow } from '../../ui/index.ts';
import { customersPath } from '../customers/index.ts';
import { useChartFiles } from '../workbench/index.ts';
import styles from './groups.module.css';
import { informationSheet, productLines, productName } from './sheets.ts';

/** 信息报表: members, products, agreements, arrears and contacts of a group, with how each is counted. */
export function InformationPanel({ group }: { group: GroupView }): ReactNode {
  const { t } = useTranslation();
  const index = useIndex();
  const { freshness } = useReference();
  const today = todayOf(useServerNow());
  const title = t('groups.view.information');
  const files = useChartFiles(title, group.name);
  const information = useMemo(
    () => index.fold(groupInformation(today, index.thisMonth), { group: group.groupId }),
    [index, group.groupId, today],
  );
  const lines = productLines(information);
  return (
    <Panel
      fill
      flush
      title={title}
      hint={
        <>
          <AsOfHint freshness={freshness} kinds={['billing_users', 'bi_fees', 'arrears', 'agreements']} /> ·{' '}
          <Definition />
        </>
      }
      actions={
        files && (
          <Button
            size="small"
            type="text"
            onClick={() => files.saveExcel(informationSheet(information, index.thisMonth, t))}
          >
            {t('groups.excel')}
          </Button>
        )
      }
    >
      <Facts information={information} groupId={group.groupId} />
      {lines.length === 0 ? (
        <EmptyState title={t('groups.information.none')} hint={t('groups.information.noneHint')} />
      ) : (
        <Products lines={lines} groupId={group.groupId} month={index.thisMonth} />
      )}
    </Panel>
  );
}

function Definition(): ReactNode {
  const { t } = useTranslation();
  return (
    <Popover
      trigger="click"
      title={t('groups.definition.title')}
      content={
        <ul className={styles['definition']}>
          {(['members', 'live', 'agreements', 'arrears', 'contacted', 'products', 'revenue'] as const).map(
            (key) => (
              <li key={key}>{t(`groups.definition.${key}`, { days: CONTACTED_WITHIN_DAYS })}</li>
            ),
          )}
        </ul>
      }
    >
      <button type="button" className={styles['link']}>
        {t('groups.definition.open')}
      </button>
    </Popover>
  );
}

function Facts({ information, groupId }: { information: GroupInformation; groupId: string }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { customers, live, agreements, agreementCustomers, arrears, arrearsCustomers, contacted } =
    information;
  const fact = (label: string, text: string, conditions?: CustomerConditions): ReactNode => (
    <div className={styles['fact']}>
      <span className={styles['quiet']}>{label}</span>
      {conditions === undefined ? (
        <b>{text}</b>
      ) : (
        <button
          type="button"
          className={styles['link']}
          onClick={() => void navigate(customersPath({ ...conditions, group: groupId }))}
        >
          {text}
        </button>
      )}
    </div>
  );
  return (
    <div className={styles['facts']}>
      {fact(t('groups.fact.members'), t('groups.fact.customers', { count: customers }), {})}
      {fact(t('groups.fact.live'), t('groups.fact.customers', { count: live }), { status: 'LIVE' })}
      {fact(
        t('groups.fact.agreements'),
        t('groups.fact.ofCustomers', { count: agreementCustomers, items: formatCount(agreements) }),
      )}
      {fact(
        t('groups.fact.arrears'),
        t('groups.fact.amountOf', { count: arrearsCustomers, amount: formatYuan(arrears) }),
        { arrearsMonthsMin: 1 },
      )}
      {fact(
        t('groups.fact.contacted', { days: CONTACTED_WITHIN_DAYS }),
        t('groups.fact.contactedOf', { count: contacted, live: formatCount(live) }),
      )}
    </div>
  );
}

function Products(props: {
  lines: ReturnType<typeof productLines>;
  groupId: string;
  month: string | null;
}): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { SUBSCRIPTIONS, IN_SERVICE, CUSTOMERS, REVENUE, ARREARS } = GroupProductFigure;
  const total = (figure: number): number =>
    props.lines.reduce((sum, { figures }) => sum + figures[figure]!, 0);
  const count = (value: number): ReactNode => <td className={styles['figure']}>{formatCount(value)}</td>;
  const money = (value: number): ReactNode => <td className={styles['figure']}>{formatYuan(value)}</td>;
  return (
    <div className={styles['frame']}>
      <table className={styles['table']} aria-label={t('groups.information.products')}>
        <thead>
          <tr>
            <th>{t('groups.information.product')}</th>
            <th className={styles['figure']}>{t('groups.information.subscriptions')}</th>
            <th className={styles['figure']}>{t('groups.information.inService')}</th>
            <th className={styles['figure']}>{t('groups.information.customers')}</th>
            <th className={styles['figure']}>
              {t('groups.information.revenue', { month: props.month ?? '' })}
            </th>
            <th className={styles['figure']}>{t('groups.information.arrears')}</th>
          </tr>
        </thead>
        <tbody>
          {props.lines.map(({ product, figures }) => (
            <tr key={product}>
              <td className={styles['productName']}>
                {product === ENDED ? (
                  productName(product, t)
                ) : (
                  <button
                    type="button"
                    className={styles['link']}
                    onClick={() => void navigate(customersPath({ group: props.groupId, product }))}
                  >
                    {product}
                  </button>
                )}
              </td>
              {count(figures[SUBSCRIPTIONS]!)}
              {count(figures[IN_SERVICE]!)}
              {count(figures[CUSTOMERS]!)}
              {money(figures[REVENUE]!)}
              {money(figures[ARREARS]!)}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <td>{t('groups.information.total')}</td>
            {count(total(SUBSCRIPTIONS))}
            {count(total(IN_SERVICE))}
            <td />
            {money(total(REVENUE))}
            {money(total(ARREARS))}
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
