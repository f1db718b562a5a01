import { Button } from 'antd';
import { Fragment, useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { shortDay } from '../../ui/format/index.ts';
import { CheckOutlined, HomeOutlined, PhoneOutlined, PlusOutlined } from '../../ui/icons.tsx';
import { EmptyState, MaskedText, Panel, ReadingState } from '../../ui/index.ts';
import { customerPath, NOTE_ASKED, useAccess } from '../customers/index.ts';
import { DAY_PLAN_PATH } from './day-plan-path.ts';
import { FollowUpForm } from './follow-up-form.tsx';
import { reasonsLine } from './today-words.ts';
import { countsOf, TODAY_GROUPS } from './today.ts';
import type { TodayGroup, TodayItem } from './today.ts';
import { useToday } from './use-today.ts';
import type { Workbench } from './use-workbench.ts';
import styles from './workbench.module.css';

/** 今日安排: what was promised and is due, what suggests itself, and what is done. Always in sight. */
export function TodayPanel({ workbench }: { workbench: Workbench }): ReactNode {
  const { t } = useTranslation();
  const { mayAnywhere } = useAccess();
  const [adding, setAdding] = useState(false);
  const { figures } = workbench;
  const { items } = useToday(workbench);
  const { calls, visits, done } = countsOf(items ?? []);
  return (
    <Panel
      flush
      className={styles['today'] ?? ''}
      title={t('workbench.today.title')}
      actions={
        <>
          <Link className={styles['wayTo']} to={DAY_PLAN_PATH}>
            {t('workbench.plan.title')}
          </Link>
          {mayAnywhere('customer.write') && (
            <Button
              size="small"
              type="text"
              icon={<PlusOutlined />}
              aria-label={t('workbench.today.add')}
              title={t('workbench.today.add')}
              onClick={() => setAdding(true)}
            />
          )}
        </>
      }
      {...(items === null ? {} : { hint: t('workbench.today.counts', { calls, visits, done }) })}
    >
      {adding && <FollowUpForm today={figures.today} onDone={() => setAdding(false)} />}
      {items === null && <ReadingState />}
      {items?.length === 0 && (
        <EmptyState title={t('workbench.today.empty')} hint={t('workbench.today.emptyHint')} />
      )}
      {items !== null &&
        TODAY_GROUPS.map((group) => (
          <Group
            key={group}
            group={group}
            items={items.filter((item) => item.group === group)}
            today={figures.today}
          />
        ))}
    </Panel>
  );
}

function Group(props: { group: TodayGroup; items: readonly TodayItem[]; today: string }): ReactNode {
  const { t } = useTranslation();
  const { group, items, today } = props;
  if (items.length === 0) return null;
  return (
    <Fragment>
      <h3 className={styles['group']} data-group={group}>
        {t(`workbench.today.${group}`, { count: items.length })}
      </h3>
      <ul className={styles['items']}>
        {items.map((item) => (
          <Item key={item.customer.customerCode} item={item} today={today} />
        ))}
      </ul>
    </Fragment>
  );
}

function Item({ item, today }: { item: TodayItem; today: string }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { customer, kind, group, on } = item;
  const path = customerPath(customer.customerCode);
  const text = reasonsLine(item, today, t);
  return (
    <li className={styles['item']} data-group={group}>
      {group === 'overdue' && on !== null && <span className={styles['when']}>{shortDay(on, today)}</span>}
      <span className={styles['how']} title={t(`domain.interaction.${kind}`)}>
        {kind === 'CALL' ? (
          <PhoneOutlined label={t('domain.interaction.CALL')} />
        ) : (
          <HomeOutlined label={t('domain.interaction.VISIT')} />
        )}
      </span>
      <div className={styles['who']}>
        <div className={styles['person']}>
          <Link className={styles['personName']} to={path} title={customer.name}>
            {customer.name}
          </Link>
          <span className={styles['phone']}>
            <MaskedText kind="phone" value={customer.contactPhone} customerCode={customer.customerCode} />
          </span>
        </div>
        <div className={styles['why']} title={text}>
          {text}
        </div>
      </div>
      {group === 'done' ? (
        <span className={styles['recorded']}>
          <CheckOutlined /> {t('workbench.today.recorded')}
        </span>
      ) : (
        <Button
          size="small"
          aria-label={t('workbench.today.open', { name: customer.name })}
          onClick={() => void navigate(path, { state: NOTE_ASKED })}
        >
          {kind === 'CALL' ? t('workbench.today.call') : t('workbench.today.record')}
        </Button>
      )}
    </li>
  );
}
