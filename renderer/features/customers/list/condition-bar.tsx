import { Button, Popover } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerConditions } from '../../../data/types.ts';
import { useGroupNames } from '../../../session/groups.ts';
import { useReference } from '../../../session/react.tsx';
import { AsOfHint } from '../../../ui/index.ts';
import { ConditionForm } from './condition-form.tsx';
import { conditionChips } from './condition-chips.ts';
import styles from './customers-page.module.css';
import { withoutConditions } from './list-query.ts';
import { CloseOutlined, PlusOutlined } from '../../../ui/icons.tsx';

/** The whole filter in words, each condition with its ×; adding one; where the figures come from. */
export function ConditionBar(props: {
  conditions: CustomerConditions;
  onAsk: (conditions: CustomerConditions) => void;
  products: () => readonly string[];
  children: ReactNode;
}): ReactNode {
  const { conditions, onAsk } = props;
  const { t } = useTranslation();
  const { units, freshness } = useReference();
  const [adding, setAdding] = useState(false);
  const groupNames = useGroupNames();
  const chips = conditionChips(conditions, units, t, groupNames);
  return (
    <div className={styles['conditions']}>
      <div className={styles['chips']}>
        {chips.map((chip) => (
          <Button
            key={chip.id}
            size="small"
            color="primary"
            variant="filled"
            className={styles['chip'] ?? ''}
            icon={<CloseOutlined />}
            iconPlacement="end"
            title={chip.text}
            aria-label={t('customers.chip.remove', { text: chip.text })}
            onClick={() => onAsk(withoutConditions(conditions, chip.keys))}
          >
            {chip.text}
          </Button>
        ))}
        <Popover
          open={adding}
          onOpenChange={setAdding}
          trigger="click"
          placement="bottomLeft"
          destroyOnHidden
          content={
            <ConditionForm
              conditions={conditions}
              products={props.products()}
              onApply={(next) => {
                onAsk(next);
                setAdding(false);
              }}
              onCancel={() => setAdding(false)}
            />
          }
        >
          <Button size="small" className={styles['addCondition'] ?? ''} icon={<PlusOutlined />}>
            {t('customers.form.add')}
          </Button>
        </Popover>
        {chips.length > 0 && (
          <Button size="small" type="text" onClick={() => onAsk({})}>
            {t('customers.form.clear')}
          </Button>
        )}
      </div>
      <span className={styles['asOf']}>
        <AsOfHint freshness={freshness} kinds={['billing_users', 'arrears', 'bi_fees']} />
      </span>
      {props.children}
    </div>
  );
}
