/** The names of the keys of the on-screen keyboard that bear no letter. */
export const keyboardFr = {
  label: 'Clavier à l’écran',
  digits: 'Chiffres à l’écran',
  space: 'Espace',
  backspace: 'Effacer',
  shift: 'Majuscules',
  letters: 'Lettres',
  symbols: 'Chiffres et signes',
  latin: 'Lettres latines',
  own: 'Lettres de ma langue',
  hide: 'Cacher le clavier',
} as const;
