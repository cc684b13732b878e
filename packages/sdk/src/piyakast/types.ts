/** The shapes of a PIYAKast server's HTTP interface, and the word that they take from the contract. */
export type { Category } from '../contract/categories.js';
export type * from './api.js';
