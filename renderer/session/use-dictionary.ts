import { useMemo } from 'react';
import { ProductDictionary } from '../../shared/domain/product-dictionary.ts';
import { useHeld } from './react.tsx';

/** What products and plans are, as administrators keep it; each name is looked up once. */
export function useDictionary(): ProductDictionary {
  const rows = useHeld('productCategory');
  return useMemo(() => new ProductDictionary(rows), [rows]);
}
