import { Button, Popconfirm } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type DeviceRow, devicesResponse } from '../../../shared/api/devices.ts';
import { minuteOf } from '../../../shared/lib/dates.ts';
import { formatCount } from '../../ui/format/index.ts';
import styles from './administration.module.css';
import { DeviceHoldings } from './device-holdings.tsx';
import { ListedCount } from './listed-count.tsx';
import { RecordPanel, useSearchedRecords } from './record-panel.tsx';
import { RecordTable } from './record-table.tsx';

/** Which machines hold customers, how they stand, and the receipts of those that were taken back. */
export function DevicesPanel(): ReactNode {
  const { t } = useTranslation();
  const records = useSearchedRecords('/admin/v1/devices', devicesResponse);
  const { data, act } = records;
  const mark = (act_: 'revoke' | 'restore', { staff_no, device_id }: DeviceRow): void =>
    void act({
      method: 'POST',
      path: `/admin/v1/devices/${act_}`,
      body: { staff_no, device_id },
      answer: null,
    });
  const stateOf = (device: DeviceRow): string => {
    if (device.erased_at !== null) {
      return t(`administration.devices.${device.remains > 0 ? 'erasedWithRemains' : 'erased'}`, {
        day: device.erased_at.slice(0, 10),
        rescued: device.rescued,
        remains: formatCount(device.remains),
      });
    }
    return t(device.revoked_at === null ? 'administration.devices.active' : 'administration.devices.revoked');
  };
  const number = (value: number | null): string => (value === null ? '—' : formatCount(value));
  return (
    <RecordPanel
      reading={records}
      bar={
        <>
          {records.searchField}
          {data !== null && (
            <ListedCount
              total={data.total}
              listed={data.devices.length}
              counted={(count) =>
                t('administration.devices.total', { count, replace: { count: formatCount(count) } })
              }
            />
          )}
        </>
      }
    >
      <RecordTable<DeviceRow>
        rowKey={(device) => `${device.staff_no} ${device.device_id}`}
        rows={data?.devices}
        empty={t('administration.devices.none')}
        expandable={{
          expandedRowRender: (device) => <DeviceHoldings device={device} />,
          rowExpandable: ({ reported_at }) => reported_at !== null,
        }}
        columns={[
          {
            title: t('administration.devices.person'),
            width: 150,
            render: (_, device) => (
              <>
                {device.staff_name} <span className={styles['second']}>{device.staff_no}</span>
              </>
            ),
          },
          {
            title: t('administration.devices.device'),
            ellipsis: true,
            render: (_, device) => (
              <>
                {device.name}{' '}
                {device.edition !== null && (
                  <span className={styles['second']}>
                    {t(`administration.devices.edition_${device.edition}`)}
                  </span>
                )}
              </>
            ),
          },
          {
            title: t('administration.devices.seen'),
            width: 140,
            render: (_, device) => minuteOf(device.last_seen_at),
          },
          {
            title: t('administration.devices.version'),
            width: 80,
            render: (_, device) => device.version ?? '—',
          },
          {
            title: t('administration.devices.rows'),
            align: 'right',
            width: 90,
            render: (_, device) => number(device.rows_held),
          },
          {
            title: t('administration.devices.waiting'),
            align: 'right',
            width: 70,
            render: (_, device) => number(device.waiting),
          },
          {
            title: t('administration.devices.attention'),
            align: 'right',
            width: 80,
            render: (_, device) => (
              <span className={(device.attention ?? 0) > 0 ? (styles['late'] ?? '') : ''}>
                {number(device.attention)}
              </span>
            ),
          },
          {
            title: t('administration.devices.verified'),
            width: 140,
            render: (_, device) => (device.verified_at === null ? '—' : minuteOf(device.verified_at)),
          },
          {
            title: t('administration.devices.state'),
            width: 200,
            render: (_, device) => (
              <span
                className={
                  device.revoked_at !== null && device.erased_at === null ? (styles['late'] ?? '') : ''
                }
              >
                {stateOf(device)}
              </span>
            ),
          },
          {
            key: 'acts',
            width: 90,
            render: (_, device) => (
              <span className={styles['acts']}>
                {device.revoked_at === null ? (
                  <Popconfirm
                    title={t('administration.devices.revokeAsk', {
                      name: device.staff_name,
                      device: device.name,
                    })}
                    okText={t('administration.devices.revoke')}
                    cancelText={t('common.cancel')}
                    okButtonProps={{ danger: true }}
                    onConfirm={() => mark('revoke', device)}
                  >
                    <Button size="small" type="text" danger>
                      {t('administration.devices.revoke')}
                    </Button>
                  </Popconfirm>
                ) : (
                  <Button size="small" type="text" onClick={() => mark('restore', device)}>
                    {t('administration.devices.restore')}
                  </Button>
                )}
              </span>
            ),
          },
        ]}
      />
    </RecordPanel>
  );
}
