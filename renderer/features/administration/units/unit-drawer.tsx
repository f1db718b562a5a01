import { App, Button } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { unitPreview } from '../../../../shared/api/administration.ts';
import { useReference } from '../../../session/react.tsx';
import { ErrorState, SideDrawer } from '../../../ui/index.ts';
import { usePreviewedChange } from '../../online/index.ts';
import panel from '../administration.module.css';
import { changeOf, fieldsOf, type UnitDraft } from './unit-draft.ts';
import { UnitEffect } from './unit-effect.tsx';
import { UnitForm } from './unit-form.tsx';
import { unitProblem } from './unit-problem.ts';

/** A change of a unit is filled in, its effect looked at, and then it is saved. */
export function UnitDrawer(props: {
  draft: UnitDraft;
  onClose: () => void;
  /** Told of the unit that is there now. */
  onSaved: (unitCode: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { units } = useReference();
  const { draft } = props;
  const [fields, setFields] = useState(() => fieldsOf(draft, units));
  const work = usePreviewedChange((body: NonNullable<ReturnType<typeof changeOf>>) => ({
    method: 'POST',
    path: '/admin/v1/units/preview',
    body,
    answer: unitPreview,
  }));
  const change = changeOf(draft, fields);
  const preview = change !== null && work.isOf(change) ? work.preview : null;
  const refused = preview !== null && preview.hanging.length > 0;
  const save = async (): Promise<void> => {
    if (change === null) return;
    const saved = await work.save({ method: 'POST', path: '/admin/v1/units', body: change, answer: null });
    if (saved === null) return;
    void message.success(t('administration.units.saved'));
    props.onSaved(change.unit_code);
  };
  return (
    <SideDrawer
      open
      onClose={props.onClose}
      title={`${t(`administration.units.act_${draft.kind}`)} · ${draft.unit.name}`}
      size={520}
      footer={
        <div className={panel['foot']}>
          <span className={panel['second']}>
            {preview === null && t('administration.units.previewFirst')}
          </span>
          <Button
            type={preview === null ? 'primary' : 'default'}
            disabled={change === null}
            loading={work.running === 'preview'}
            onClick={() => change !== null && void work.look(change)}
          >
            {t('administration.units.preview')}
          </Button>
          <Button
            type={preview === null ? 'default' : 'primary'}
            danger={draft.kind === 'RETIRE'}
            disabled={preview === null || refused}
            loading={work.running === 'save'}
            onClick={() => void save()}
          >
            {t(`administration.units.do_${draft.kind}`)}
          </Button>
        </div>
      }
    >
      <UnitForm draft={draft} fields={fields} onChange={setFields} />
      {work.problem !== null && <ErrorState title={unitProblem(work.problem, t)} />}
      {preview !== null && <UnitEffect kind={draft.kind} preview={preview} />}
    </SideDrawer>
  );
}
