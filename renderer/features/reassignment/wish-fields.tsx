import { Form, Input } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OrgUnitRow } from '../../../shared/domain/rows.ts';
import { CommunityChoice } from './community-choice.tsx';

/** Where to, and why: the same for giving and taking. */
export function WishFields(props: {
  community: string | null;
  onCommunity: (community: string) => void;
  near?: readonly string[];
  offers: (unit: OrgUnitRow) => boolean;
  reason: string;
  onReason: (reason: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  return (
    <>
      <Form.Item label={t('reassignment.ask.community')} required htmlFor="request-community">
        <CommunityChoice
          id="request-community"
          value={props.community}
          onChoose={props.onCommunity}
          offers={props.offers}
          near={props.near ?? []}
        />
      </Form.Item>
      <Form.Item label={t('reassignment.ask.reason')} required htmlFor="request-reason">
        <Input.TextArea
          id="request-reason"
          rows={3}
          maxLength={500}
          placeholder={t('reassignment.ask.reasonHint')}
          value={props.reason}
          onChange={(event) => props.onReason(event.target.value)}
        />
      </Form.Item>
    </>
  );
}
