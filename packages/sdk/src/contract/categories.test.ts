import { STOCK_CATEGORIES } from '@piyakast/testing';
import { describe, expect, it } from 'vitest';
import { categoryId } from './categories.js';

describe('categoryId()', () => {
  it.each([
    ['K-Beauty', 'How To'],
    ['K-Pop', 'Music'],
    ['K-Drama', 'Films'],
    ['K-Movie', 'Films'],
    ['K-Food', 'Food'],
    ['Gaming', 'Gaming'],
    ['Technology', 'Science & Technology'],
    ['Education', 'Education'],
    ['Entertainment', 'Entertainment'],
    ['Music', 'Music'],
    ['Something else', 'Entertainment'],
    ['Comedy', 'Comedy'],
  ])('%s is %s on a stock instance (promise 7)', (label, expected) => {
    expect(STOCK_CATEGORIES[String(categoryId(label, STOCK_CATEGORIES))]).toBe(expected);
  });

  it('prefers an own label of the instance, in any case, whatever its number', () => {
    expect(categoryId('K-Pop', { ...STOCK_CATEGORIES, 104: 'k-pop' })).toBe(104);
  });

  it('follows the operator first', () => {
    expect(categoryId('K-Pop', STOCK_CATEGORIES, { 'k-pop': 'Comedy' })).toBe(9);
    expect(categoryId('K-Pop', STOCK_CATEGORIES, { 'K-Pop': 77 })).toBe(77);
  });

  it('is nothing on an instance where nothing fits', () => {
    expect(categoryId('K-Pop', { 1: 'Cats' })).toBeUndefined();
  });
});
