import { useEffect, useRef } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerSummary } from '../../../data/types.ts';
import { useReference } from '../../../session/react.tsx';
import { maskAddress, maskPhone } from '../../../ui/format/index.ts';
import { matchedField } from './matched-fact.ts';
import styles from './palette.module.css';
import type { PaletteEntry, PaletteSection } from './palette-sections.ts';

interface PaletteResultsProps {
  id: string;
  optionId: string;
  text: string;
  sections: readonly PaletteSection[];
  chosen: number;
  onChoose: (i: number) => void;
  onTake: (entry: PaletteEntry) => void;
}

/** What was found, group by group; without words, what was used lately and everything that can be done. */
export function PaletteResults(props: PaletteResultsProps): ReactNode {
  const { t } = useTranslation();
  const { id, optionId, text, sections, chosen, onChoose, onTake } = props;
  const count = sections.reduce((sum, { entries }) => sum + entries.length, 0);
  return (
    // Kept from taking the focus, so that a press reaches its row before the list closes.
    <div className={styles['results']} onMouseDown={(event) => event.preventDefault()}>
      <div id={id} role="listbox" className={styles['list']} aria-label={t('shell.search.label')}>
        {sections.map(({ key, first, entries }) => (
          <div key={key} role="group" aria-label={t(`shell.search.group.${key}`)}>
            <div className={styles['head']} aria-hidden>
              {t(`shell.search.group.${key}`)}
            </div>
            {entries.map((entry, i) => (
              <Option
                key={entry.id}
                id={`${optionId}-${first + i}`}
                chosen={first + i === chosen}
                onChoose={() => onChoose(first + i)}
                onTake={() => onTake(entry)}
              >
                {entry.kind === 'customer' ? (
                  <CustomerLine customer={entry.customer} text={text} />
                ) : (
                  <span className={styles['command']}>{entry.title}</span>
                )}
              </Option>
            ))}
          </div>
        ))}
      </div>
      {count === 0 && (
        <div className={styles['nothing']} role="status">
          {t('shell.search.nothing', { text })}
          <div>{t('shell.search.nothingHint')}</div>
        </div>
      )}
      <div className={styles['foot']} aria-live="polite">
        {text !== '' && count > 0 && `${t('shell.search.results', { count })} · `}
        {t('shell.search.keys')}
      </div>
    </div>
  );
}

function Option(props: {
  id: string;
  chosen: boolean;
  onChoose: () => void;
  onTake: () => void;
  children: ReactNode;
}): ReactNode {
  const { id, chosen, onChoose, onTake, children } = props;
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (chosen) place.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <div
      ref={place}
      id={id}
      role="option"
      className={styles['option']}
      aria-selected={chosen}
      onMouseMove={onChoose}
      onClick={onTake}
    >
      {children}
    </div>
  );
}

function CustomerLine({ customer, text }: { customer: CustomerSummary; text: string }): ReactNode {
  const { units } = useReference();
  return (
    <>
      <span className={styles['name']}>{customer.name}</span>
      <span className={styles['code']}>{customer.customerCode}</span>
      <span className={styles['fact']}>{factOf(customer, text)}</span>
      <span className={styles['community']}>
        {units.get(customer.communityCode)?.name ?? customer.communityCode}
      </span>
    </>
  );
}

/** Where it was found, else the phone, which tells namesakes apart. */
function factOf(customer: CustomerSummary, text: string): string {
  const field = text === '' ? null : matchedField(customer, text);
  if (field === null || field === 'customerCode' || field === 'contactPhone')
    return maskPhone(customer.contactPhone);
  if (field === 'installationAddress') return maskAddress(customer.installationAddress);
  return customer[field];
}
