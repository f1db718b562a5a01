import { Button, Modal, Upload } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../../ui/index.ts';
import { JudgedRows } from './judged-rows.tsx';
import { useWorkbookImport } from './use-workbook-import.ts';
import { withFate } from './verdicts.ts';
import type { RowVerdict, WorkbookImport } from './verdicts.ts';
import styles from './workbook-import.module.css';

/** A workbook is chosen, every row is accounted for before anything is written, and it goes back with the reasons. */
export function WorkbookImportDialog<Kind extends string, Verdict extends RowVerdict<Kind>>(props: {
  spec: WorkbookImport<Kind, Verdict>;
  onDone: () => void;
}): ReactNode {
  const { spec, onDone } = props;
  const { t } = useTranslation();
  const { state, toWrite, take, write } = useWorkbookImport(spec);
  const judged = state.kind === 'judged' ? state : null;
  const done = judged?.saved === 'yes';
  return (
    <Modal
      open
      width={600}
      title={spec.title}
      okText={spec.confirm(toWrite.length)}
      cancelText={t(done ? 'common.close' : 'common.cancel')}
      okButtonProps={{
        disabled: toWrite.length === 0 || done,
        loading: judged?.saved === 'saving',
      }}
      onOk={() => void write()}
      onCancel={onDone}
    >
      <p className={styles['hint']}>{spec.hint}</p>
      <Upload
        accept=".xlsx"
        showUploadList={false}
        beforeUpload={(file) => {
          void take(file);
          return false;
        }}
      >
        <Button loading={state.kind === 'reading'} disabled={judged?.saved === 'saving'}>
          {t('workbook.choose')}
        </Button>
      </Upload>
      {state.kind === 'refused' && (
        <ErrorState title={t('workbook.refused', { name: state.name })} text={state.why} />
      )}
      {judged && <JudgedRows spec={spec} file={judged} />}
      {judged?.saved === 'yes' && (
        <p className={styles['good']} role="status">
          {spec.written(withFate(spec.fates, judged.verdicts, 'write').length)}
        </p>
      )}
      {judged?.saved === 'failed' && (
        <ErrorState
          title={t('workbook.failed')}
          text={spec.failure?.(judged.problem) ?? t('workbook.failedHint')}
        />
      )}
    </Modal>
  );
}
