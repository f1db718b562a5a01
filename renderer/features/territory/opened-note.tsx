import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { useHoldings } from '../../session/react.tsx';
import { useOverviewOnly } from './use-overview.ts';

/**
 * Whose territory is too large to be here sees what he opened: he is told so, and led to where he opens more.
 * @param props.says what is counted, of how many opened communities
 */
export function OpenedNote({ says }: { says: (count: number) => string }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const overviewOnly = useOverviewOnly();
  const { opened } = useHoldings();
  if (!overviewOnly) return null;
  return (
    <Alert
      type="info"
      banner
      showIcon={false}
      title={says(opened.filter(({ state }) => state === 'here').length)}
      action={
        <Button size="small" onClick={() => void navigate('/territory')}>
          {t('territory.opened.choose')}
        </Button>
      }
    />
  );
}
