import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../ui/format/index.ts';
import { PlusOutlined } from '../../ui/icons.tsx';
import styles from './marketing-support.module.css';
import { matchesOf } from './use-offers.ts';
import type { OffersState } from './use-offers.ts';

/** All rules in their order, each with what it offers and how many customers are under it. */
export function RuleMenu({ state, onAdd }: { state: OffersState; onAdd: () => void }): ReactNode {
  const { t } = useTranslation();
  const { offers, chosen, month, choose } = state;
  return (
    <nav className={styles['menu']} aria-label={t('offers.rules')}>
      <p className={styles['quiet']}>{t('offers.rulesHint')}</p>
      <ol className={styles['rules']}>
        {offers.map((offer) => {
          const off = offer.rule.off === true;
          return (
            <li key={offer.id}>
              <button
                type="button"
                className={styles['entry']}
                data-off={off}
                aria-current={offer.id === chosen.id ? 'true' : undefined}
                onClick={() => choose({ rule: offer.id })}
              >
                <span className={styles['name']} title={offer.name}>
                  {offer.name}
                </span>
                <span className={styles['count']}>
                  {off
                    ? t('offers.off')
                    : month === null
                      ? t('common.none')
                      : formatCount(matchesOf(state, offer).keys.length)}
                </span>
                <span className={styles['what']} title={offer.rule.offer}>
                  {offer.rule.offer}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
      <Button type="dashed" icon={<PlusOutlined />} onClick={onAdd}>
        {t('offers.add')}
      </Button>
    </nav>
  );
}
