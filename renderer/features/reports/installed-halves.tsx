import { Segmented } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';

/** The halves of 存量分析: 营销管控 and 营销支撑. */
export function InstalledHalves({ half }: { half: 'control' | 'support' }): ReactNode {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <Segmented
      size="small"
      value={half}
      options={[
        { value: 'control', label: t('offers.half.control') },
        { value: 'support', label: t('offers.half.support') },
      ]}
      onChange={(next) => void navigate(next === 'support' ? '/installed/support' : '/installed')}
    />
  );
}
