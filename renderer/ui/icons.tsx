import {
  AppstoreOutlined as AppstoreDrawing,
  AuditOutlined as AuditDrawing,
  BarChartOutlined as BarChartDrawing,
  BellOutlined as BellDrawing,
  CalendarOutlined as CalendarDrawing,
  EyeInvisibleOutlined as EyeInvisibleDrawing,
  EyeOutlined as EyeDrawing,
  CaretDownFilled as CaretDownDrawing,
  CaretUpFilled as CaretUpDrawing,
  CheckCircleFilled as CheckCircleDrawing,
  CheckOutlined as CheckDrawing,
  CloseCircleFilled as CloseCircleDrawing,
  CloseOutlined as CloseDrawing,
  ClusterOutlined as ClusterDrawing,
  NotificationOutlined as NotificationDrawing,
  DeleteOutlined as DeleteDrawing,
  DownOutlined as DownDrawing,
  DownloadOutlined as DownloadDrawing,
  EditOutlined as EditDrawing,
  ExclamationCircleFilled as ExclamationCircleDrawing,
  ExportOutlined as ExportDrawing,
  HomeOutlined as HomeDrawing,
  InboxOutlined as InboxDrawing,
  LeftOutlined as LeftDrawing,
  LockOutlined as LockDrawing,
  LineChartOutlined as LineChartDrawing,
  MessageOutlined as MessageDrawing,
  MinusCircleOutlined as MinusCircleDrawing,
  MoreOutlined as MoreDrawing,
  PartitionOutlined as PartitionDrawing,
  PauseCircleOutlined as PauseCircleDrawing,
  PieChartOutlined as PieChartDrawing,
  PhoneOutlined as PhoneDrawing,
  PlusOutlined as PlusDrawing,
  PrinterOutlined as PrinterDrawing,
  ProfileOutlined as ProfileDrawing,
  RightOutlined as RightDrawing,
  SafetyOutlined as SafetyDrawing,
  SearchOutlined as SearchDrawing,
  SettingOutlined as SettingDrawing,
  StarOutlined as StarDrawing,
  SyncOutlined as SyncDrawing,
  TeamOutlined as TeamDrawing,
  UndoOutlined as UndoDrawing,
  UploadOutlined as UploadDrawing,
  UpOutlined as UpDrawing,
} from '@ant-design/icons';
import type { ComponentType, ReactNode } from 'react';

export interface IconProps {
  className?: string | undefined;
  spin?: boolean;
  /** What it tells where no word beside it does; in the person's language. Without it nobody hears of the icon. */
  label?: string;
  'data-on'?: boolean;
}

/**
 * The icons of the product. Each names itself in English (`export`) unless told otherwise, and that name would be read
 * out before the word beside it: 「export 导出」. Here they are decoration, until one is given a label.
 */
const icon = (Drawing: ComponentType<object>) =>
  function Icon({ label, ...rest }: IconProps): ReactNode {
    const heard = label === undefined ? { 'aria-hidden': true, role: undefined } : {};
    return <Drawing {...rest} {...heard} aria-label={label} />;
  };

export const AppstoreOutlined = icon(AppstoreDrawing);
export const AuditOutlined = icon(AuditDrawing);
export const BarChartOutlined = icon(BarChartDrawing);
export const BellOutlined = icon(BellDrawing);
export const CalendarOutlined = icon(CalendarDrawing);
export const EyeInvisibleOutlined = icon(EyeInvisibleDrawing);
export const EyeOutlined = icon(EyeDrawing);
export const CaretDownFilled = icon(CaretDownDrawing);
export const CaretUpFilled = icon(CaretUpDrawing);
export const CheckCircleFilled = icon(CheckCircleDrawing);
export const CheckOutlined = icon(CheckDrawing);
export const CloseCircleFilled = icon(CloseCircleDrawing);
export const CloseOutlined = icon(CloseDrawing);
export const ClusterOutlined = icon(ClusterDrawing);
export const NotificationOutlined = icon(NotificationDrawing);
export const DeleteOutlined = icon(DeleteDrawing);
export const DownOutlined = icon(DownDrawing);
export const DownloadOutlined = icon(DownloadDrawing);
export const EditOutlined = icon(EditDrawing);
export const ExclamationCircleFilled = icon(ExclamationCircleDrawing);
export const ExportOutlined = icon(ExportDrawing);
export const HomeOutlined = icon(HomeDrawing);
export const InboxOutlined = icon(InboxDrawing);
export const LeftOutlined = icon(LeftDrawing);
export const LockOutlined = icon(LockDrawing);
export const LineChartOutlined = icon(LineChartDrawing);
export const MessageOutlined = icon(MessageDrawing);
export const MinusCircleOutlined = icon(MinusCircleDrawing);
export const MoreOutlined = icon(MoreDrawing);
export const PartitionOutlined = icon(PartitionDrawing);
export const PauseCircleOutlined = icon(PauseCircleDrawing);
export const PieChartOutlined = icon(PieChartDrawing);
export const PhoneOutlined = icon(PhoneDrawing);
export const PlusOutlined = icon(PlusDrawing);
export const PrinterOutlined = icon(PrinterDrawing);
export const ProfileOutlined = icon(ProfileDrawing);
export const RightOutlined = icon(RightDrawing);
export const SafetyOutlined = icon(SafetyDrawing);
export const SearchOutlined = icon(SearchDrawing);
export const SettingOutlined = icon(SettingDrawing);
export const StarOutlined = icon(StarDrawing);
export const SyncOutlined = icon(SyncDrawing);
export const TeamOutlined = icon(TeamDrawing);
export const UndoOutlined = icon(UndoDrawing);
export const UploadOutlined = icon(UploadDrawing);
export const UpOutlined = icon(UpDrawing);
