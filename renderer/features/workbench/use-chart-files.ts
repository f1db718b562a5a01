import { App } from 'antd';
import { useTranslation } from 'react-i18next';
import { daysLate } from '../../../shared/domain/feed-sources.ts';
import type { FeedKind } from '../../../shared/domain/rows.ts';
import { exportWorkbook, takenBy, WORKBOOK_TYPE } from '../../excel/index.ts';
import type { CallListSpec } from '../../excel/index.ts';
import { usePlatform } from '../../session/platform-context.tsx';
import { useReference } from '../../session/react.tsx';
import { serverNow } from '../../ui/format/index.ts';
import { useAccess } from '../customers/index.ts';

/** What a chart has to say as a sheet; where the figures come from and who took them is added here. */
export interface ChartSheet extends Pick<CallListSpec, 'columns' | 'rows'> {
  kinds: readonly FeedKind[];
  filter: readonly string[];
  /** Rows that name customers of communities that the person may not export from; they are not in it. */
  leftOut?: number;
}

export interface ChartFiles {
  /** @param leftOut as in `ChartSheet` */
  savePng: (png: Uint8Array<ArrayBuffer> | Promise<Uint8Array<ArrayBuffer>>, leftOut?: number) => void;
  saveExcel: (sheet: ChartSheet) => void;
  /** To be asked of every customer that a file names: this much is not the same everywhere. */
  mayExportFrom: (communityCode: string) => boolean;
}

/** Saves a chart as a picture or a workbook; null where the person may not take figures away. */
export function useChartFiles(title: string, scope: string): ChartFiles | null {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const platform = usePlatform();
  const { freshness } = useReference();
  const { staff, may, mayAnywhere } = useAccess();
  if (!mayAnywhere('customer.export')) return null;

  const name = t('workbench.files.name', { title, scope });
  const told = (saving: Promise<boolean>, leftOut = 0): void => {
    saving.then(
      (saved) => {
        if (saved && leftOut > 0) message.info(t('workbench.files.leftOut', { count: leftOut }));
      },
      () => message.error(t('workbench.files.failed')),
    );
  };
  const specOf = ({ columns, rows, kinds, filter }: ChartSheet): CallListSpec => {
    const now = serverNow();
    return {
      title,
      columns,
      rows,
      notes: {
        asOf: freshness
          .filter(({ kind }) => kinds.includes(kind))
          .map((row) => ({
            source: t(`domain.source.${row.source}`),
            asOf: row.asOf,
            late: daysLate(row, now) > 0,
          })),
        filter: [t('workbench.files.scope', { scope }), ...filter],
        rowCount: rows.length,
        ...takenBy({ name: staff.name, staffNo: staff.staff_no }, now),
      },
    };
  };
  return {
    savePng: (png, leftOut) =>
      told(
        Promise.resolve(png).then((bytes) => platform.saveFile(`${name}.png`, bytes, 'image/png')),
        leftOut,
      ),
    saveExcel: (sheet) =>
      told(
        exportWorkbook(specOf(sheet)).then((bytes) =>
          platform.saveFile(`${name}.xlsx`, bytes, WORKBOOK_TYPE),
        ),
        sheet.leftOut,
      ),
    mayExportFrom: (communityCode) => may('customer.export', communityCode),
  };
}
