/** People, places and bodies that do not exist; their names say so. Every paper takes them from here. */

export interface InventedPerson {
  readonly title: string;
  readonly firstNames: string;
  readonly lastName: string;
  readonly born: string;
  readonly street: string;
}

export const TOWN = '99100 VALCASTEL-LES-EXEMPLES';

export const ZOE: InventedPerson = {
  title: 'Madame',
  firstNames: 'Zoé',
  lastName: 'MARTIN-FICTIF',
  born: '14/02/1991',
  street: '12 rue des Hirondelles inventées',
};

export const AMADOU: InventedPerson = {
  title: 'Monsieur',
  firstNames: 'Amadou',
  lastName: 'EXEMPLE',
  born: '30/09/1978',
  street: '3 impasse de l’Échantillon',
};

export const LUCIENNE: InventedPerson = {
  title: 'Madame',
  firstNames: 'Lucienne',
  lastName: 'SPÉCIMEN',
  born: '05/06/1963',
  street: '47 boulevard du Modèle',
};

export function fullName(person: InventedPerson): string {
  return `${person.title} ${person.firstNames} ${person.lastName}`;
}

/** Euros in the French manner, thin spaces between thousands. */
export function euros(cents: number): string {
  const [whole = '0', decimals = '00'] = (Math.abs(cents) / 100).toFixed(2).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, '\u00a0');
  return `${cents < 0 ? '-' : ''}${grouped},${decimals}`;
}
