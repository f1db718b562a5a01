import { Link } from 'react-router';
import type { Finding } from '../../../shared/api/quality.ts';
import type { Translate } from '../../i18n/index.ts';
import type { DataColumn } from '../../ui/index.ts';
import { cabinetsPath } from '../cabinets/index.ts';
import { customerPath } from '../customers/index.ts';
import { findingWords } from './finding-words.ts';
import styles from './quality.module.css';

export interface FindingLinks {
  /** Whether the customer is on this machine. */
  isHere: (customerCode: string) => boolean;
  /** Whether the person keeps cabinets. */
  keepsCabinets: boolean;
}

/** Each finding leads to what can be done: the customer, or the rules of the cabinet. */
export function findingColumns(t: Translate, links: FindingLinks): DataColumn<Finding>[] {
  return [
    {
      key: 'kind',
      title: t('quality.kind'),
      width: 120,
      render: (row) => t(`quality.kinds.${row.kind}`),
      text: (row) => t(`quality.kinds.${row.kind}`),
    },
    {
      key: 'customer',
      title: t('quality.customer'),
      width: 190,
      grow: 1,
      render: ({ customer_code: code, customer_name: name }) =>
        code === null ? (
          t('common.none')
        ) : (
          <>
            {links.isHere(code) ? (
              <Link className={styles['link']} to={customerPath(code)}>
                {name}
              </Link>
            ) : (
              name
            )}{' '}
            <span className={styles['faint']}>{code}</span>
          </>
        ),
      text: (row) => `${row.customer_code ?? ''} ${row.customer_name ?? ''}`.trim(),
    },
    {
      key: 'place',
      title: t('quality.place'),
      width: 130,
      grow: 1,
      render: (row) => row.community_name ?? t('common.none'),
      text: (row) => row.community_name ?? '',
    },
    {
      key: 'what',
      title: t('quality.what'),
      width: 320,
      grow: 4,
      render: (row) => {
        const words = findingWords(row, t);
        return row.cabinet !== null && links.keepsCabinets ? (
          <Link className={styles['link']} to={cabinetsPath(row.cabinet)} title={words}>
            {words}
          </Link>
        ) : (
          <span title={words}>{words}</span>
        );
      },
      text: (row) => findingWords(row, t),
    },
    {
      key: 'since',
      title: t('quality.since'),
      width: 96,
      render: (row) => row.found_on,
      text: (row) => row.found_on,
    },
  ];
}
