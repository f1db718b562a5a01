import { Button } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { offerSources } from '../../../shared/reports/index.ts';
import { useReference } from '../../session/react.tsx';
import { ExportOutlined } from '../../ui/icons.tsx';
import { AsOfHint, Page, Panel } from '../../ui/index.ts';
import { CallListButton } from '../call-lists/index.ts';
import { useAccess } from '../customers/index.ts';
import { InstalledHalves, LocalUnits } from '../reports/index.ts';
import { OpenedNote } from '../territory/index.ts';
import { callOffer } from './call-offer.ts';
import { MatchedTable } from './matched-table.tsx';
import styles from './marketing-support.module.css';
import { RuleActs } from './rule-acts.tsx';
import { draftOf, newDraft } from './rule-draft.ts';
import type { RuleDraft } from './rule-draft.ts';
import { RuleDrawer } from './rule-drawer.tsx';
import { RuleMenu } from './rule-menu.tsx';
import { useMatchedRows } from './use-matched-rows.ts';
import { useOfferExport } from './use-offer-export.ts';
import { useOffers } from './use-offers.ts';
import type { OffersState } from './use-offers.ts';
import { conditionsText } from './words.ts';

/** 营销支撑: the rules at the left, whom the chosen one has found at the right, what to offer them and why. */
export function MarketingSupportPage(): ReactNode {
  const { t } = useTranslation();
  const state = useOffers();
  const matched = useMatchedRows(state);
  const access = useAccess();
  const exporting = useOfferExport(state, matched);
  const [draft, setDraft] = useState<RuleDraft | null>(null);
  const { chosen, offers, unitCode, choose } = state;
  const { rows, codeAt } = matched;
  const mayExport = access.mayAnywhere('customer.export') && !exporting.running;
  return (
    <Page
      title={t('reports.installed.title')}
      hint={<InstalledHalves half="support" />}
      actions={
        <>
          <LocalUnits unitCode={unitCode} choose={({ unit }) => choose({ unit: unit ?? null })} />
          <Button
            icon={<ExportOutlined />}
            disabled={!mayExport || rows.length === 0}
            onClick={() => exporting.start(rows)}
          >
            {t('offers.export')}
          </Button>
          <CallListButton
            key={chosen.id}
            primary
            codes={() => Array.from(rows, codeAt)}
            count={rows.length}
            offer={callOffer(chosen)}
          />
        </>
      }
    >
      <div className={styles['row']}>
        <RuleMenu state={state} onAdd={() => setDraft(newDraft(offers))} />
        <Panel
          flush
          fill
          title={chosen.name}
          hint={<Hint state={state} />}
          actions={<RuleActs state={state} onEdit={() => setDraft(draftOf(chosen))} />}
        >
          <Definition state={state} />
          <OpenedNote says={(count) => t('offers.opened', { count })} />
          <MatchedTable
            key={chosen.id}
            state={state}
            matched={matched}
            {...(mayExport ? { onExport: exporting.start } : {})}
          />
        </Panel>
      </div>
      {draft !== null && (
        <RuleDrawer
          key={draft.id}
          draft={draft}
          state={state}
          onDone={(id) => {
            setDraft(null);
            if (id !== null) choose({ rule: id });
          }}
        />
      )}
    </Page>
  );
}

function Hint({ state: { chosen, month } }: { state: OffersState }): ReactNode {
  const { t } = useTranslation();
  const { freshness } = useReference();
  const asksMonths = chosen.rule.conditions.some(({ kind }) => kind === 'traffic' || kind === 'revenue');
  return (
    <>
      {asksMonths && month !== null && `${t('offers.ofMonth', { month })} · `}
      <AsOfHint freshness={freshness} kinds={offerSources(chosen.rule.conditions)} />
    </>
  );
}

/** What is offered, and to whom. */
function Definition({ state: { chosen, offers } }: { state: OffersState }): ReactNode {
  const { t } = useTranslation();
  const isFirst = offers.find(({ rule }) => rule.off !== true)?.id === chosen.id;
  return (
    <dl className={styles['definition']}>
      <dt>{t('offers.offer')}</dt>
      <dd className={styles['offer']}>{chosen.rule.offer}</dd>
      <dt>{t('offers.definition')}</dt>
      <dd>
        {conditionsText(chosen.rule, t)}
        {!isFirst && t('offers.semicolon') + t('offers.first')}
      </dd>
    </dl>
  );
}
