import { filledReason, tellsOf } from '../../../shared/domain/offer-rules.ts';
import type { OfferCondition, OfferRule } from '../../../shared/domain/offer-rules.ts';
import { dayFromNumber, hasFigure } from '../../../shared/reports/index.ts';
import type { Translate } from '../../i18n/index.ts';
import { formatCount, formatYuan } from '../../ui/format/index.ts';

export type FigureCondition = Extract<OfferCondition, { kind: 'traffic' | 'revenue' | 'agreementEnds' }>;

/** The conditions whose figures a match carries, in its order. */
export const figureConditions = ({ conditions }: Pick<OfferRule, 'conditions'>): FigureCondition[] =>
  conditions.filter((condition): condition is FigureCondition => hasFigure(condition));

export function figureTitle(condition: FigureCondition, t: Translate): string {
  if (condition.kind === 'agreementEnds') return t('offers.column.agreementEnd');
  const count = condition.months;
  return condition.kind === 'revenue'
    ? t('offers.column.revenue', { count })
    : t(`offers.column.${condition.of}`, { count });
}

export function figureText({ kind }: FigureCondition, figure: number): string {
  if (kind === 'agreementEnds') return dayFromNumber(figure);
  return kind === 'revenue' ? formatYuan(figure) : formatCount(figure);
}

const yesOrNo = (has: boolean): 'yes' | 'no' => (has ? 'yes' : 'no');

/** A condition as a person says it: 近 3 个账期每月收入不低于 50.00 元. */
export function conditionText(condition: OfferCondition, t: Translate): string {
  switch (condition.kind) {
    case 'category':
      return t(`offers.condition.category.${yesOrNo(condition.has)}`, {
        name: t(`lists.category.${condition.category}`),
      });
    case 'product':
      return t(`offers.condition.product.${yesOrNo(condition.has)}`, { name: condition.product });
    case 'arrears':
      return t(`offers.condition.arrears.${yesOrNo(condition.has)}`);
    case 'traffic':
    case 'revenue': {
      const isMoney = condition.kind === 'revenue';
      return t(`offers.condition.${condition.side}`, {
        count: condition.months,
        what: isMoney ? t('offers.condition.revenue') : t(`offers.traffic.${condition.of}`),
        amount: isMoney
          ? t('offers.condition.yuan', { amount: formatYuan(condition.amount) })
          : formatCount(condition.amount),
      });
    }
    case 'agreementEnds':
      return t('offers.condition.agreementEnds', { count: condition.days });
    case 'noAgreement':
      return t('offers.condition.noAgreement');
    case 'status':
      return t('offers.condition.status', {
        names: condition.statuses.map((one) => t(`domain.status.${one}`)).join(t('offers.listSeparator')),
      });
    case 'segment':
      return t('offers.condition.segment', {
        names: condition.segments.map((one) => t(`domain.segment.${one}`)).join(t('offers.listSeparator')),
      });
  }
}

export const conditionsText = ({ conditions }: Pick<OfferRule, 'conditions'>, t: Translate): string =>
  conditions.map((condition) => conditionText(condition, t)).join(t('offers.semicolon'));

/**
 * Why one customer is offered it, with its figures.
 * @param figures of the conditions with a figure, in their order
 * @param today days since 1970-01-01
 */
export function reasonText(
  rule: Pick<OfferRule, 'reason' | 'conditions'>,
  customer: { product: string; figures: readonly number[] },
  today: number,
): string {
  const telling = figureConditions(rule);
  return filledReason(rule.reason, (place) => {
    if (place === 'product') return customer.product;
    const at = telling.findIndex((condition) => tellsOf(condition, place));
    const condition = telling[at];
    const figure = customer.figures[at];
    if (condition === undefined || figure === undefined) return '';
    return place === 'daysLeft' ? formatCount(figure - today) : figureText(condition, figure);
  });
}
