import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerSummary } from '../../data/types.ts';
import { useReference } from '../../session/react.tsx';
import { maskAddress, maskPhone } from '../../ui/format/index.ts';
import styles from './customer-search.module.css';
import { matchedField } from './matched-fact.ts';

interface SearchResultsProps {
  id: string;
  optionId: string;
  text: string;
  found: readonly CustomerSummary[];
  chosen: number;
  onChoose: (i: number) => void;
  onOpen: (customer: CustomerSummary) => void;
}

/** What was found, or what was opened lately, or how to look otherwise. */
export function SearchResults(props: SearchResultsProps): ReactNode {
  const { t } = useTranslation();
  const { units } = useReference();
  const { id, optionId, text, found, chosen, onChoose, onOpen } = props;
  return (
    // Kept from taking the focus, so that a press reaches its row before the list closes.
    <div className={styles['results']} onMouseDown={(event) => event.preventDefault()}>
      {text === '' && found.length > 0 && <div className={styles['head']}>{t('shell.search.recent')}</div>}
      <ul id={id} role="listbox" aria-label={t('shell.search.label')}>
        {found.map((customer, i) => (
          <li
            key={customer.customerCode}
            id={`${optionId}-${i}`}
            role="option"
            aria-selected={i === chosen}
            onMouseMove={() => onChoose(i)}
            onClick={() => onOpen(customer)}
          >
            <span className={styles['name']}>{customer.name}</span>
            <span className={styles['code']}>{customer.customerCode}</span>
            <span className={styles['fact']}>
              <Fact customer={customer} text={text} />
            </span>
            <span className={styles['community']}>
              {units.get(customer.communityCode)?.name ?? customer.communityCode}
            </span>
          </li>
        ))}
      </ul>
      {found.length === 0 && (
        <div className={styles['nothing']} role="status">
          {text === '' ? t('shell.search.recentEmpty') : t('shell.search.nothing', { text })}
          {text !== '' && <div>{t('shell.search.nothingHint')}</div>}
        </div>
      )}
      <div className={styles['foot']} aria-live="polite">
        {text !== '' && found.length > 0 && `${t('shell.search.results', { count: found.length })} · `}
        {t('shell.search.keys')}
      </div>
    </div>
  );
}

function Fact({ customer, text }: { customer: CustomerSummary; text: string }): ReactNode {
  const field = text === '' ? null : matchedField(customer, text);
  if (field === null || field === 'customerCode' || field === 'contactPhone')
    return maskPhone(customer.contactPhone);
  if (field === 'installationAddress') return maskAddress(customer.installationAddress);
  return customer[field];
}
